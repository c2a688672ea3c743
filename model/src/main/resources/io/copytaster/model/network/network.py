# BERT with a classifier, as a TorchScript whose weights are arguments.
#
# B: articles in the batch   L: tokens of the longest   W: L in whole vectors   H: hidden size
# N: heads   D: H / N
#
# Tokens lie side by side, the same place of every article together: row l * B + b is token l of article b. A head's
# queries, keys and values are then matrices at a fixed distance from each other, and are multiplied where they are.
#
# prepare_*() turn the parts of a checkpoint's weights, in the order of WeightLayout, into the tensors w that forward()
# wants, none of which shares memory with what it was given, and what operators have besides, if they do, for the four
# linears of each layer: packed linears p, and what enters them, in s: the step between two integers, and the integer that
# stands for 0. That is done part by part, so that preparing a model never holds up the one that computes for long. The
# operators beside this file do the same arithmetic on different devices.

class Network(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  epsilon : float
  activation : str
  pooling : str
  dense : bool
  precision : str
  pairs : bool

  def prepare_embeddings(self: __torch__.Network, w: List[Tensor]) -> Tuple[List[Tensor], Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]]:
    dtype = __torch__.operators.hidden_type(self.precision)
    # An article is one segment, of type 0, whose embedding is added to the positions once.
    out = annotate(List[Tensor], [])
    out.append(torch.to(w[0], dtype, False, True))
    out.append(torch.to(w[1] + w[2][0], dtype, False, True))
    out.append(torch.to(w[3], dtype, False, True))
    out.append(torch.to(w[4], dtype, False, True))
    return (out, (self).together(annotate(List[Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]], []), ))

  def prepare_layer(self: __torch__.Network, w: List[Tensor]) -> Tuple[List[Tensor], Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]]:
    precision = self.precision
    dtype = __torch__.operators.hidden_type(precision)
    N = self.heads
    H = w[0].size(1)
    qkv = torch.stack([w[0].view([N, -1, H]), w[2].view([N, -1, H]), w[4].view([N, -1, H])], 1)  # (N, 3, D, H)
    qkv_bias = torch.stack([w[1].view([N, -1]), w[3].view([N, -1]), w[5].view([N, -1])], 1)  # (N, 3, D)
    # After a layer's own weights come its linears' input scales, where they are known.
    out = annotate(List[Tensor], [])
    p = annotate(List[__torch__.torch.classes.quantized.LinearPackedParamsBase], [])
    s = annotate(List[float], [])
    out += __torch__.operators.pack(p, s, qkv.view([3 * H, H]), qkv_bias.view([3 * H]), w[16:17], precision, self.pairs)
    out += __torch__.operators.pack(p, s, w[6], w[7], w[17:18], precision, self.pairs)
    out.append(torch.to(w[8], dtype, False, True))
    out.append(torch.to(w[9], dtype, False, True))
    out += __torch__.operators.pack(p, s, w[10], w[11], w[18:19], precision, self.pairs)
    out += __torch__.operators.pack(p, s, w[12], w[13], w[19:20], precision, self.pairs)
    out.append(torch.to(w[14], dtype, False, True))
    out.append(torch.to(w[15], dtype, False, True))
    return (out, (p, s))

  def prepare_top(self: __torch__.Network, w: List[Tensor]) -> Tuple[List[Tensor], Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]]:
    # What follows the layers is small and decides the label: it stays as it is.
    out = annotate(List[Tensor], [])
    for i in range(len(w)):
      out.append(torch.clone(w[i]))
    return (out, (self).together(annotate(List[Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]], []), ))

  def together(self: __torch__.Network, parts: List[Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]]) -> Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]:
    p = annotate(List[__torch__.torch.classes.quantized.LinearPackedParamsBase], [])
    s = annotate(List[float], [])
    for i in range(len(parts)):
      part = parts[i]
      p += part[0]
      s += part[1]
    return (p, s)

  def forward(self: __torch__.Network, ids: Tensor, lengths: Tensor, w: List[Tensor], packed: Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]) -> Tensor:
    return (self).compute(ids, lengths, w, packed[0], packed[1], False, annotate(List[Tensor], []), )

  def observe(self: __torch__.Network, ids: Tensor, lengths: Tensor, w: List[Tensor], packed: Tuple[List[__torch__.torch.classes.quantized.LinearPackedParamsBase], List[float]]) -> Tensor:
    # The least and the greatest number that enter each linear of the layers, 0 among them: (linears, 2).
    extremes = annotate(List[Tensor], [])
    _0 = (self).compute(ids, lengths, w, packed[0], packed[1], True, extremes, )
    return torch.stack(extremes)

  def extremes(self: __torch__.Network, x: Tensor, real: Tensor) -> Tensor:
    return torch.stack([torch.min(x * real), torch.max(x * real)])

  # A kernel is compiled for every number of rows, so products have few different ones.
  def round(self: __torch__.Network, rows: int, B: int) -> int:
    unit = 16
    if B == 1:
      unit = 8
    return (rows + unit - 1) // unit * unit

  def with_rows(self: __torch__.Network, x: Tensor, rows: int) -> Tensor:
    if rows > x.size(0):
      x = torch.constant_pad_nd(x, [0, 0, 0, rows - x.size(0)])
    return x

  def filled(self: __torch__.Network, x: Tensor, B: int) -> Tensor:
    return (self).with_rows(x, (self).round(x.size(0), B))

  def compute(self: __torch__.Network, ids: Tensor, lengths: Tensor, w: List[Tensor], p: List[__torch__.torch.classes.quantized.LinearPackedParamsBase], s: List[float], observed: bool, extremes: List[Tensor]) -> Tensor:
    precision = self.precision
    eps = self.epsilon
    B = ids.size(0)
    L = ids.size(1)
    H = w[0].size(1)
    N = self.heads
    # Keys and values are padded to whole vectors. Sums over them then run in the same order however long the batch is,
    # so that an article's numbers do not depend on its neighbours. Over a single vector they do not, with AVX2.
    W = (L + 7) // 8 * 8
    if W < 16:
      W = 16
    own = torch.unsqueeze(torch.arange(W, dtype=4, device=ops.prim.device(ids)), 0) < torch.unsqueeze(lengths, 1)  # (B, W)

    h = torch.embedding(w[0], ids.transpose(0, 1)) + torch.unsqueeze(w[1][:L], 1)  # (L, B, H)
    h = torch.layer_norm((self).filled(h.view([L * B, H]), B), [H], w[2], w[3], eps)
    dtype = __torch__.operators.hidden_type(precision)
    bias = torch.zeros([B, 1, 1, W], dtype=dtype, device=ops.prim.device(h))
    bias = torch.masked_fill(bias, torch.logical_not(own).view([B, 1, 1, W]), -10000.)
    bias = __torch__.operators.attention_bias(bias, N)
    real = (self).filled(torch.to(own[:, :L].transpose(0, 1).reshape([L * B, 1]), 6), B)
    read = L

    n = __torch__.operators.packed(precision)
    i = 4
    for layer in range(self.layers):
      k = 4 * layer
      o = i + n
      f = o + n + 2
      g = f + n
      x = (self).with_rows(__torch__.operators.entering(h, s, k), (self).round(W * B, B))
      qkv = __torch__.operators.linear(x, w, i, p, s, k, "none", precision)[:W * B]  # (WB, 3H)
      if observed:
        extremes.append((self).extremes(h, real))
      if layer == self.layers - 1 and self.pooling != "mean":
        # Nothing reads the last layer but at its first token.
        read = 1
        h = h[:(self).round(B, B)]
        real = real[:(self).round(B, B)]
      a = __torch__.operators.attention(qkv.view([W, B, N, 3, -1]), bias, read)  # (read * B, H)
      e = (self).filled(__torch__.operators.entering(a, s, k + 1), B)
      y = __torch__.operators.add_linear(e, h, w, o, p, s, k + 1, precision)
      m = torch.layer_norm(y, [H], w[o + n], w[o + n + 1], eps)
      u = __torch__.operators.activated(__torch__.operators.entering(m, s, k + 2), w, f, p, s, k + 2, self.activation, precision)  # (read * B, 4H)
      if observed:
        extremes += [(self).extremes((self).filled(a, B), real), (self).extremes(m, real), (self).extremes(u, real)]
      y = __torch__.operators.add_linear(u, m, w, g, p, s, k + 3, precision)
      h = torch.layer_norm(y, [H], w[g + n], w[g + n + 1], eps)
      i = g + n + 2

    h = torch.to(h[:read * B].view([read, B, H]).transpose(0, 1), 6)  # (B, read, H)
    if self.pooling == "mean":
      m = torch.unsqueeze(torch.to(own[:, :L], 6), 2)  # (B, L, 1)
      v = torch.sum(h * m, [1]) / torch.sum(m, [1])
    else:
      v = h[:, 0]
    if self.pooling == "pooler":
      v = torch.tanh(torch.linear(v, w[i], w[i + 1]))
      i = i + 2
    if self.dense:
      v = torch.relu(torch.linear(v, w[i], w[i + 1]))
      i = i + 2
    if i < len(w):
      v = torch.linear(v, w[i], w[i + 1])
    return v
