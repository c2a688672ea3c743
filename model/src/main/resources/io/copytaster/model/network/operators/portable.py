# What every libtorch has: macOS, arm64, and GPUs, where linear is cuBLASLt's and attention fused.

def hidden_type(precision: str) -> int:
  if precision == "bf16":
    dtype = 15
  else:
    dtype = 6
  return dtype

def packed(precision: str) -> int:
  return 2

def pack(weight: Tensor, bias: Tensor, precision: str) -> List[Tensor]:
  dtype = __torch__.operators.hidden_type(precision)
  return [torch.to(weight, dtype, False, True), torch.to(bias, dtype, False, True)]

def linear(x: Tensor, w: List[Tensor], i: int, activation: str, precision: str) -> Tensor:
  y = torch.linear(x, w[i], w[i + 1])
  if activation == "gelu":
    y = torch.gelu(y)
  elif activation == "gelu_tanh":
    y = torch.gelu(y, approximate="tanh")
  elif activation == "relu":
    y = torch.relu(y)
  return y

def attention(q: Tensor, k: Tensor, v: Tensor, bias: Tensor) -> Tensor:
  return torch.scaled_dot_product_attention(q, k, v, bias)
