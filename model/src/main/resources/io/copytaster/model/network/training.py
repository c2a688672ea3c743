# BERT with a classifier, to be trained: what network.py computes, with a gradient.
#
# B: articles in the batch   L: tokens of the longest   H: hidden size   N: heads   D: H / N
# K: labels   R: rank of the adapters
#
# w: every weight in the order of WeightLayout; behind them, where there are adapters, a pair
# A (R, in), B (out, R) for each of a layer's six linears. Frozen weights may already be in bf16.
# Products are in the precision, everything else in fp32.

class Training(Module):
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
  adapters : bool
  scaling : float
  dropout : float

  # What a weight that is not trained is kept as.
  def freeze(self: __torch__.Training, weight: Tensor) -> Tensor:
    return torch.to(weight, self.compute_type(), False, True)

  # One batch's loss, and its gradient by the weights that are learned.
  #
  # targets: (B, K), rows of probabilities, each times its article's weight
  # seed: () of what is random in this step   learned: their places in w
  # returns the loss (), the gradient's norm (), and a gradient for each that is learned
  def gradients(self: __torch__.Training, ids: Tensor, lengths: Tensor, targets: Tensor, seed: Tensor, learned: Tensor, w: List[Tensor]) -> List[Tensor]:
    torch.manual_seed(int(seed))
    p = annotate(List[Tensor], [])
    for place in annotate(List[int], learned.tolist()):
      p.append(torch.requires_grad_(w[place], True))
    log_probabilities = torch.log_softmax(self.logits(ids, lengths, w, self.dropout), 1)  # (B, K)
    loss = torch.neg(torch.sum(targets * log_probabilities)) / torch.sum(targets)
    g = annotate(List[Tensor], [])
    for d in torch.autograd.grad([loss], p):
      if d is not None:
        g.append(torch.contiguous(d))  # the fused AdamW reads memory as it lies
    for t in p:
      torch.requires_grad_(t, False)
    norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g)))
    return [torch.detach(loss), norm] + g

  # A step of AdamW (Loshchilov and Hutter 2019) for the parameters p with the gradients g.
  #
  # settings: (4) learning rate, weight decay, what gradients are divided by, step from 1 on
  # m, v: running means of the gradient and of its square
  def update(self: __torch__.Training, settings: Tensor, p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor]) -> Tensor:
    steps = annotate(List[Tensor], [])
    for t in p:
      steps.append(settings[3])
    torch._fused_adamw_(p, g, m, v, annotate(List[Tensor], []), steps, lr=float(settings[0]), beta1=0.9, beta2=0.999, weight_decay=float(settings[1]), eps=1e-8, amsgrad=False, maximize=False, grad_scale=settings[2], found_inf=None)
    return settings

  # Moves the running averages a towards the parameters p.
  def average(self: __torch__.Training, kept: Tensor, p: List[Tensor], a: List[Tensor]) -> Tensor:
    torch._foreach_lerp_(a, p, 1. - float(kept))
    return kept

  def compute_type(self: __torch__.Training) -> int:
    if self.precision == "bf16":
      dtype = 15
    else:
      dtype = 6
    return dtype

  # x W^T + b, and where there are adapters + scaling x A^T B^T (Hu et al. 2021).
  def linear(self: __torch__.Training, x: Tensor, w: List[Tensor], i: int, j: int) -> Tensor:
    dtype = self.compute_type()
    y = torch.linear(x, torch.to(w[i], dtype), torch.to(w[i + 1], dtype))
    if self.adapters:
      a = len(w) - 12 * self.layers + j
      z = torch.linear(x, torch.to(w[a], dtype))
      y = y + torch.linear(z, torch.to(w[a + 1] * self.scaling, dtype))
    return y

  def forward(self: __torch__.Training, ids: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    return self.logits(ids, lengths, w, 0.)

  def logits(self: __torch__.Training, ids: Tensor, lengths: Tensor, w: List[Tensor], dropout: float) -> Tensor:
    dtype = self.compute_type()
    eps = self.epsilon
    B = ids.size(0)
    L = ids.size(1)
    H = w[0].size(1)
    D = H // self.heads
    own = torch.unsqueeze(torch.arange(L, dtype=4, device=ops.prim.device(ids)), 0) < torch.unsqueeze(lengths, 1)  # (B, L)
    padding = torch.masked_fill(torch.zeros([B, 1, 1, L], dtype=dtype, device=ops.prim.device(ids)), torch.logical_not(own).view([B, 1, 1, L]), -10000.)

    h = torch.embedding(w[0], ids) + w[1][:L] + w[2][0]  # (B, L, H)
    h = torch.layer_norm(h, [H], w[3], w[4], eps)
    read = L
    i = 5
    j = 0
    for layer in range(self.layers):
      x = torch.to(h, dtype)
      k = self.linear(x, w, i + 2, j + 2).view([B, L, self.heads, D]).permute([0, 2, 3, 1])  # (B, N, D, L)
      v = self.linear(x, w, i + 4, j + 4).view([B, L, self.heads, D]).transpose(1, 2)
      if layer == self.layers - 1 and self.pooling != "mean":
        # Nothing reads the last layer but at its first token.
        read = 1
        h = h[:, :1]
        x = x[:, :1]
      q = self.linear(x, w, i, j).view([B, read, self.heads, D]).transpose(1, 2)  # (B, N, read, D)
      # Written out: the fused attention's backward takes five times as long on a CPU.
      s = torch.matmul(q * D ** -0.5, k) + padding  # (B, N, read, L)
      a = torch.matmul(torch.softmax(s, -1), v).transpose(1, 2).reshape([B, read, H])
      h = torch.layer_norm(h + torch.to(self.linear(a, w, i + 6, j + 6), 6), [H], w[i + 8], w[i + 9], eps)
      f = self.activate(self.linear(torch.to(h, dtype), w, i + 10, j + 8))
      h = torch.layer_norm(h + torch.to(self.linear(f, w, i + 12, j + 10), 6), [H], w[i + 14], w[i + 15], eps)
      i = i + 16
      j = j + 12

    if self.pooling == "mean":
      m = torch.unsqueeze(torch.to(own, 6), 2)  # (B, L, 1)
      p = torch.sum(h * m, [1]) / torch.sum(m, [1])
    else:
      p = h[:, 0]
    if self.pooling == "pooler":
      p = torch.tanh(torch.linear(p, w[i], w[i + 1]))
      i = i + 2
    if self.dense:
      p = torch.relu(torch.linear(p, w[i], w[i + 1]))
      i = i + 2
    if dropout > 0.:
      p = torch.dropout(p, dropout, True)
    return torch.linear(p, w[i], w[i + 1])

  def activate(self: __torch__.Training, x: Tensor) -> Tensor:
    y = x
    if self.activation == "gelu":
      y = torch.gelu(x)
    elif self.activation == "gelu_tanh":
      y = torch.gelu(x, approximate="tanh")
    else:
      y = torch.relu(x)
    return y
