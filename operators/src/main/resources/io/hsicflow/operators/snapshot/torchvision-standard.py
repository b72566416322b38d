model = torchvision.models.resnet18()
model.fc = torch.nn.Identity()
embed = load("snapshot.safetensors", model)
