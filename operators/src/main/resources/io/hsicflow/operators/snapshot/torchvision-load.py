import torch, torchvision
from safetensors import safe_open

def load(path, model):
    with safe_open(path, "pt") as file:
        model.load_state_dict({name: file.get_tensor(name) for name in file.keys()}, strict=True)
        numbers = lambda key: torch.tensor([float(x) for x in file.metadata()[key].split(",")]).view(3, 1, 1)
        mean, deviation = numbers("mean"), numbers("deviation")
    model.eval()
    return lambda rgb: model((rgb / 255 - mean) / deviation)  # rgb: float [n, 3, size, size], 0 to 255 -> [n, 512]
