# What stands between the two linears of a feed-forward layer, where no product has it built in.

def applied(y: Tensor, name: str) -> Tensor:
  if name == "gelu":
    y = torch.gelu(y)
  elif name == "gelu_tanh":
    y = torch.gelu(y, approximate="tanh")
  elif name == "relu":
    y = torch.relu(y)
  return y
