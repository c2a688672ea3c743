# oneDNN: x86-64 processors. Linears with their activation fused, weights reordered once.

# Whether a reordered weight computes what it should. On some processors those do not whose rows fill no whole blocks.
def is_sound(reordered: Tensor, weight: Tensor, bias: Tensor) -> bool:
  x = weight[:16]
  expected = torch.to(torch.linear(x, weight, bias), 6)
  y = torch.to(ops.mkldnn._linear_pointwise(x, reordered, bias, "none", annotate(List[Optional[number]], []), "none"), 6)
  return bool(torch.max(torch.abs(y - expected)) <= torch.max(torch.abs(expected)) * 0.02)

def hidden_type(precision: str) -> int:
  if precision == "bf16":
    dtype = 15
  else:
    dtype = 6
  return dtype

def packed(precision: str) -> int:
  if precision == "int8":
    n = 4
  else:
    n = 2
  return n

def pack(p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], weight: Tensor, bias: Tensor, scales: List[Tensor], precision: str, pairs: bool) -> List[Tensor]:
  out = annotate(List[Tensor], [])
  if precision == "int8":
    quantized, scale = __torch__.quantization.of_rows(weight, pairs)
    out.append(ops.onednn.qlinear_prepack(quantized, None))
    out.append(scale)
    out.append(torch.zeros_like(scale, dtype=3))
    out.append(torch.clone(bias))
  else:
    dtype = __torch__.operators.hidden_type(precision)
    plain = torch.to(weight, dtype)
    shift = torch.to(bias, dtype, False, True)
    reordered = ops.mkldnn._reorder_linear_weight(plain, None)
    if not __torch__.operators.is_sound(reordered, plain, shift):
      reordered = torch.clone(plain)
    out.append(reordered)
    out.append(shift)
  return out

def entering(x: Tensor, s: List[float], k: int) -> Tensor:
  return x

def linear(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  if precision == "int8":
    # One scale per row of x, so that a token's result depends on that token alone.
    scale = torch.clamp_min(torch.amax(torch.abs(x), [1], True), 1e-12) / 127.
    q = torch.to(torch.round(x / scale) + 128., 0)
    y = ops.onednn.qlinear_pointwise(q, 1., 128, w[i], w[i + 1], w[i + 2], None, 1., 0, 6, "none", annotate(List[Optional[number]], []), "")
    y = __torch__.activation.applied(torch.addcmul(w[i + 3], y, scale), activation)
  elif not ops.prim.is_mkldnn(w[i]):
    y = __torch__.activation.applied(torch.linear(x, w[i], w[i + 1]), activation)
  elif activation == "gelu_tanh":
    y = ops.mkldnn._linear_pointwise(x, w[i], w[i + 1], "gelu", annotate(List[Optional[number]], []), "tanh")
  else:
    y = ops.mkldnn._linear_pointwise(x, w[i], w[i + 1], activation, annotate(List[Optional[number]], []), "none")
  return y

def activated(x: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, activation: str, precision: str) -> Tensor:
  return __torch__.operators.linear(x, w, i, p, s, k, activation, precision)

def add_linear(x: Tensor, residual: Tensor, w: List[Tensor], i: int, p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], k: int, precision: str) -> Tensor:
  if precision == "int8" or not ops.prim.is_mkldnn(w[i]):
    y = __torch__.operators.linear(x, w, i, p, s, k, "none", precision) + residual
  else:
    y = ops.mkldnn._linear_pointwise(x, residual, w[i], w[i + 1], "add")
  return y

def attention_bias(bias: Tensor, heads: int) -> Tensor:
  return __torch__.attention.of_every_head(bias, heads)

def attention(qkv: Tensor, bias: Tensor, read: int) -> Tensor:
  return __torch__.attention.written_out(qkv, bias, read)
