# BERT as one would write it first: plain linears, every tensor in fp32, nothing prepared.
#
# B: articles in the batch   L: tokens of the longest   H: hidden size   N: heads   D: H / N

class Naive(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  layers : int
  heads : int
  epsilon : float

  def forward(self: __torch__.Naive, ids: Tensor, mask: Tensor, w: List[Tensor]) -> Tensor:
    eps = self.epsilon
    B = ids.size(0)
    L = ids.size(1)
    H = w[0].size(1)
    D = H // self.heads
    padding = torch.view((1. - torch.to(mask, 6)) * -10000., [B, 1, 1, L])
    h = torch.embedding(w[0], ids) + w[1][:L] + w[2][0]  # (B, L, H)
    h = torch.layer_norm(h, [H], w[3], w[4], eps)
    i = 5
    for layer in range(self.layers):
      q = torch.linear(h, w[i], w[i + 1]).view([B, L, self.heads, D]).transpose(1, 2)  # (B, N, L, D)
      k = torch.linear(h, w[i + 2], w[i + 3]).view([B, L, self.heads, D]).transpose(1, 2)
      v = torch.linear(h, w[i + 4], w[i + 5]).view([B, L, self.heads, D]).transpose(1, 2)
      a = torch.scaled_dot_product_attention(q, k, v, padding).transpose(1, 2).reshape([B, L, H])
      h = torch.layer_norm(torch.linear(a, w[i + 6], w[i + 7]) + h, [H], w[i + 8], w[i + 9], eps)
      f = torch.gelu(torch.linear(h, w[i + 10], w[i + 11]))  # (B, L, 4H)
      h = torch.layer_norm(torch.linear(f, w[i + 12], w[i + 13]) + h, [H], w[i + 14], w[i + 15], eps)
      i = i + 16
    m = torch.unsqueeze(torch.to(mask, 6), 2)  # (B, L, 1)
    return torch.sum(h * m, [1]) / torch.sum(m, [1])
