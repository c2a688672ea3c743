# Weights as 8-bit integers.

# A scale for every row of a weight, and its integers. Where products are added in pairs, in 16 bits, two neighbours
# are at most 128 together: 255 times that still fits.
def of_rows(weight: Tensor, pairs: bool) -> Tuple[Tensor, Tensor]:
  size = torch.abs(weight)
  if pairs:
    even = torch.constant_pad_nd(size, [0, size.size(1) % 2])
    size = torch.sum(even.view([size.size(0), -1, 2]), [2])
  scale = torch.clamp_min(torch.amax(size, [1]), 1e-12) / 127.
  return (torch.to(torch.round(weight / torch.unsqueeze(scale, 1)), 1), scale)
