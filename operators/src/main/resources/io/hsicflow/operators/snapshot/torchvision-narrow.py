from torch import nn
from torchvision.models.resnet import BasicBlock, Bottleneck, conv1x1

class NarrowResNet(nn.Module):
    """torchvision's ResNet with `width` channels in place of 64 and without the last layer."""

    def __init__(self, block, blocks, width, cifar_stem):
        super().__init__()
        self.channels = width
        self.conv1 = nn.Conv2d(3, width, 3, 1, 1, bias=False) if cifar_stem else nn.Conv2d(3, width, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.maxpool = nn.Identity() if cifar_stem else nn.MaxPool2d(3, 2, 1)
        for i, count in enumerate(blocks):
            setattr(self, f"layer{i + 1}", self.group(block, width << i, count, 1 if i == 0 else 2))

    def group(self, block, planes, count, stride):
        shortcut = None
        if stride != 1 or self.channels != planes * block.expansion:
            shortcut = nn.Sequential(
                conv1x1(self.channels, planes * block.expansion, stride), nn.BatchNorm2d(planes * block.expansion))
        layers = [block(self.channels, planes, stride, shortcut)]
        self.channels = planes * block.expansion
        return nn.Sequential(*layers, *(block(self.channels, planes) for _ in range(1, count)))

    def forward(self, x):
        x = self.maxpool(torch.relu(self.bn1(self.conv1(x))))
        return self.layer4(self.layer3(self.layer2(self.layer1(x)))).mean((2, 3))

model = NarrowResNet(BasicBlock, [2, 2, 2, 2], width=16, cifar_stem=True)  # ResNet-50: Bottleneck, [3, 4, 6, 3]
embed = load("snapshot.safetensors", model)
