# What stands between the two linears of a feed-forward layer, where no product has it built in.
# What it is given becomes the result.

def applied(y: Tensor, name: str) -> Tensor:
  if name == "gelu":
    y = torch.gelu_(y)
  elif name == "gelu_tanh":
    y = torch.gelu_(y, approximate="tanh")
  elif name == "relu":
    y = torch.relu_(y)
  return y
