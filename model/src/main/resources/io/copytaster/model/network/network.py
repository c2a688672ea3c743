# BERT with a classifier, as a TorchScript whose weights are arguments.
#
# B: articles in the batch   L: tokens of the longest   W: L in whole vectors   H: hidden size
# N: heads   D: H / N
#
# prepare_*() turn the parts of a checkpoint's weights, in the order of WeightLayout, into the tensors
# that forward() wants, none of which shares memory with what it was given; part by part, so that
# preparing a model never holds up the one that computes for long. The operators beside this file do
# the same arithmetic on different devices.

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

  def prepare_embeddings(self: __torch__.Network, w: List[Tensor]) -> List[Tensor]:
    dtype = __torch__.operators.hidden_type(self.precision)
    # An article is one segment, of type 0, whose embedding is added to the positions once.
    out = annotate(List[Tensor], [])
    out.append(torch.to(w[0], dtype, False, True))
    out.append(torch.to(w[1] + w[2][0], dtype, False, True))
    out.append(torch.to(w[3], dtype, False, True))
    out.append(torch.to(w[4], dtype, False, True))
    return out

  def prepare_layer(self: __torch__.Network, w: List[Tensor]) -> List[Tensor]:
    precision = self.precision
    dtype = __torch__.operators.hidden_type(precision)
    qkv = torch.cat([w[0], w[2], w[4]])
    qkv_bias = torch.cat([w[1], w[3], w[5]])
    out = __torch__.operators.pack(qkv, qkv_bias, precision)
    out += __torch__.operators.pack(w[6], w[7], precision)
    out.append(torch.to(w[8], dtype, False, True))
    out.append(torch.to(w[9], dtype, False, True))
    out += __torch__.operators.pack(w[10], w[11], precision)
    out += __torch__.operators.pack(w[12], w[13], precision)
    out.append(torch.to(w[14], dtype, False, True))
    out.append(torch.to(w[15], dtype, False, True))
    return out

  def prepare_top(self: __torch__.Network, w: List[Tensor]) -> List[Tensor]:
    # What follows the layers is small and decides the label: it stays as it is.
    out = annotate(List[Tensor], [])
    for i in range(len(w)):
      out.append(torch.clone(w[i]))
    return out

  def forward(self: __torch__.Network, ids: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    precision = self.precision
    eps = self.epsilon
    B = ids.size(0)
    L = ids.size(1)
    H = w[0].size(1)
    # Keys and values are padded to whole vectors. Sums over them then run in the same order however
    # long the batch is, so that an article's numbers do not depend on its neighbours.
    W = (L + 15) // 16 * 16
    own = torch.unsqueeze(torch.arange(W, dtype=4, device=ops.prim.device(ids)), 0) < torch.unsqueeze(lengths, 1)  # (B, W)

    h = torch.embedding(w[0], ids) + w[1][:L]  # (B, L, H)
    h = torch.layer_norm(h, [H], w[2], w[3], eps).view([B * L, H])
    hidden = __torch__.operators.hidden_type(precision)
    bias = torch.zeros([B, 1, 1, W], dtype=hidden, device=ops.prim.device(h))
    bias = torch.masked_fill(bias, torch.logical_not(own).view([B, 1, 1, W]), -10000.)

    n = __torch__.operators.packed(precision)
    i = 4
    for layer in range(self.layers):
      qkv = __torch__.operators.linear(h, w, i, "none", precision)  # (BL, 3H)
      qkv = qkv.view([B, L, 3, self.heads, -1]).permute([2, 0, 3, 1, 4])  # (3, B, N, L, D)
      kv = torch.constant_pad_nd(qkv[1:], [0, 0, 0, W - L])  # (2, B, N, W, D)
      a = __torch__.operators.attention(qkv[0], kv[0], kv[1], bias)  # (B, N, L, D)
      a = a.transpose(1, 2).reshape([B * L, H])
      i = i + n
      h = torch.layer_norm(__torch__.operators.linear(a, w, i, "none", precision) + h, [H], w[i + n], w[i + n + 1], eps)
      i = i + n + 2
      f = __torch__.operators.linear(h, w, i, self.activation, precision)  # (BL, 4H)
      i = i + n
      h = torch.layer_norm(__torch__.operators.linear(f, w, i, "none", precision) + h, [H], w[i + n], w[i + n + 1], eps)
      i = i + n + 2

    h = torch.to(h.view([B, L, H]), 6)
    if self.pooling == "mean":
      m = torch.unsqueeze(torch.to(own[:, :L], 6), 2)  # (B, L, 1)
      p = torch.sum(h * m, [1]) / torch.sum(m, [1])
    else:
      p = h[:, 0]
    if self.pooling == "pooler":
      p = torch.tanh(torch.linear(p, w[i], w[i + 1]))
      i = i + 2
    if self.dense:
      p = torch.relu(torch.linear(p, w[i], w[i + 1]))
      i = i + 2
    if i < len(w):
      p = torch.linear(p, w[i], w[i + 1])
    return p
