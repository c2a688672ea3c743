# What every libtorch has: macOS, arm64, and GPUs, where linear is cuBLASLt's and attention fused.

def hidden_type(precision: str) -> int:
  if precision == "bf16":
    dtype = 15
  else:
    dtype = 6
  return dtype

def packed(precision: str) -> int:
  return 2

def pack(p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], weight: Tensor, bias: Tensor, scales: List[Tensor], precision: str, pairs: bool) -> List[Tensor]:
  dtype = __torch__.operators.hidden_type(precision)
  return [torch.to(weight, dtype, False, True), torch.to(bias, dtype, False, True)]

def entering(x: Tensor, s: List[float], k: int) -> Tensor:
  return x

def linear(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  return __torch__.activation.applied(torch.linear(x, w[i], w[i + 1]), activation)

def activated(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  return __torch__.operators.linear(x, w, i, p, s, k, activation, precision)

def add_linear(x: Tensor, residual: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, precision: str) -> Tensor:
  return torch.linear(x, w[i], w[i + 1]) + residual

def attention_bias(bias: Tensor, heads: int) -> Tensor:
  return bias

def attention(qkv: Tensor, bias: Tensor, read: int) -> Tensor:
  x = qkv.permute([3, 1, 2, 0, 4])  # (3, B, N, W, D)
  y = torch.scaled_dot_product_attention(torch.slice(x[0], 2, 0, read), x[1], x[2], bias)  # (B, N, read, D)
  return y.permute([2, 0, 1, 3]).reshape([read * qkv.size(1), -1])
