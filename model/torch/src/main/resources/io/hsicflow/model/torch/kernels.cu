// What libtorch has no fused operation for, for NVIDIA GPUs; compiled at start for the GPU at hand.
//
// Compiled with ACTIVATION and NUMBER defined: the types of activations (float, double or Bfloat16) and of
// everything else (float or double). Arithmetic is in NUMBER, sums over blocks in double. Each kernel exists
// for activations (_activation) and matrices (_matrix), with 16 bytes for a thread at a time (_wide), where
// channels come in such groups, or one number (_single).
//
// An activation with channels last and a matrix are both [rows, channels]. A thread keeps to a group of
// channels and strides over the rows; the grid depends on the shape alone, never on the GPU, so that sums
// have the same bits on all of them.

typedef long long Count;

struct Bfloat16 {
  unsigned short bits;
};

template <typename Element>
__device__ inline NUMBER load(Element value) {
  return (NUMBER)value;
}

template <>
__device__ inline NUMBER load(Bfloat16 value) {
  return (NUMBER)__uint_as_float((unsigned int)value.bits << 16);
}

template <typename Element>
__device__ inline Element store(NUMBER value) {
  return (Element)value;
}

// To the nearest, ties to even; a NaN stays one.
template <>
__device__ inline Bfloat16 store(NUMBER value) {
  unsigned int bits = __float_as_uint((float)value);
  Bfloat16 rounded;
  rounded.bits = (bits & 0x7fffffffu) > 0x7f800000u ? 0x7fc0u : (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
  return rounded;
}

// Rounded once wherever it is written, so that a gradient finds the rectifier's input again, bit for bit.
__device__ inline float affine(float x, float a, float b) {
  return fmaf(x, a, b);
}

__device__ inline double affine(double x, double a, double b) {
  return fma(x, a, b);
}

template <typename Element, int WIDTH>
struct alignas(sizeof(Element) * WIDTH) Group {
  Element at[WIDTH];
};

constexpr int THREADS = 256;

// Which channels and rows are this thread's.
template <int WIDTH>
struct Place {
  int groups, columns, lanes, column, lane;
  Count group, first, stride;
  bool used;

  __device__ explicit Place(int channels) {
    groups = channels / WIDTH;
    columns = groups < THREADS ? groups : THREADS;
    lanes = THREADS / columns;
    column = threadIdx.x % columns;
    lane = threadIdx.x / columns;
    group = (Count)blockIdx.x * columns + column;
    used = lane < lanes && group < groups;
    first = (Count)blockIdx.y * lanes + lane;
    stride = (Count)gridDim.y * lanes;
  }
};

// Sums both accumulators over the lanes of a block and writes them to partial[block row][2][channels].
template <int WIDTH>
__device__ inline void reduce(const Place<WIDTH>& place, int channels, const NUMBER* one, const NUMBER* two,
                              NUMBER* partial) {
  __shared__ NUMBER sums[2][THREADS * WIDTH];
  for (int i = 0; i < WIDTH; i++) {
    sums[0][i * THREADS + threadIdx.x] = one[i];
    sums[1][i * THREADS + threadIdx.x] = two[i];
  }
  __syncthreads();
  int outputs = place.columns * WIDTH;
  for (int output = threadIdx.x; output < 2 * outputs; output += THREADS) {
    int which = output / outputs;
    int i = output % outputs / place.columns;
    int column = output % place.columns;
    Count group = (Count)blockIdx.x * place.columns + column;
    if (group < place.groups) {
      NUMBER sum = 0;
      for (int lane = 0; lane < place.lanes; lane++) {
        sum += sums[which][i * THREADS + lane * place.columns + column];
      }
      partial[((Count)blockIdx.y * 2 + which) * channels + group * WIDTH + i] = sum;
    }
  }
}

// Sums of x - k and of its square, with k the channel's first value: without a difference of large squares.
template <typename Element, int WIDTH>
__device__ inline void momentSums(const Element* x, Count rows, int channels, NUMBER* partial) {
  typedef Group<Element, WIDTH> Values;
  Place<WIDTH> place(channels);
  NUMBER one[WIDTH] = {};
  NUMBER two[WIDTH] = {};
  if (place.used) {
    const Values* values = (const Values*)x;
    Values origin = values[place.group];
    NUMBER k[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      k[i] = load(origin.at[i]);
    }
#pragma unroll 4
    for (Count row = place.first; row < rows; row += place.stride) {
      Values v = values[row * place.groups + place.group];
      for (int i = 0; i < WIDTH; i++) {
        NUMBER d = load(v.at[i]) - k[i];
        one[i] += d;
        two[i] += d * d;
      }
    }
  }
  reduce<WIDTH>(place, channels, one, two, partial);
}

constexpr int FINISHED = 8;
constexpr int FINISHERS = THREADS / FINISHED;

// One channel's two sums over all parts, for its first thread of a block.
struct Finished {
  double one, two;
  bool mine;
  int channel;

  __device__ Finished(const NUMBER* partial, int parts, int channels) {
    __shared__ double sums[2][THREADS];
    channel = blockIdx.x * FINISHED + threadIdx.x % FINISHED;
    int lane = threadIdx.x / FINISHED;
    one = 0;
    two = 0;
    if (channel < channels) {
#pragma unroll 8
      for (int part = lane; part < parts; part += FINISHERS) {
        one += partial[(Count)part * 2 * channels + channel];
        two += partial[((Count)part * 2 + 1) * channels + channel];
      }
    }
    sums[0][threadIdx.x] = one;
    sums[1][threadIdx.x] = two;
    __syncthreads();
    mine = lane == 0 && channel < channels;
    if (mine) {
      for (int other = 1; other < FINISHERS; other++) {
        one += sums[0][other * FINISHED + threadIdx.x];
        two += sums[1][other * FINISHED + threadIdx.x];
      }
    }
  }
};

template <typename Element>
__device__ inline void moments(const Element* x, const NUMBER* partial, int parts, Count rows, int channels,
                               NUMBER* mean, NUMBER* variance) {
  Finished sums(partial, parts, channels);
  if (sums.mine) {
    double offset = sums.one / rows;
    double spread = sums.two / rows - offset * offset;
    mean[sums.channel] = (NUMBER)((double)load(x[sums.channel]) + offset);
    variance[sums.channel] = (NUMBER)(spread < 0 ? 0 : spread);
  }
}

// act((x - mean) / sqrt(variance + epsilon) * scale + shift (+ addend)); addend may be null.
template <typename Element, int WIDTH>
__device__ inline void normalise(const Element* __restrict__ x, const NUMBER* mean, const NUMBER* variance,
                                 double epsilon, const NUMBER* scale, const NUMBER* shift,
                                 const Element* __restrict__ addend, int relu, Count rows, int channels,
                                 Element* __restrict__ y) {
  typedef Group<Element, WIDTH> Values;
  Place<WIDTH> place(channels);
  if (!place.used) {
    return;
  }
  NUMBER m[WIDTH];
  NUMBER a[WIDTH];
  NUMBER b[WIDTH];
  for (int i = 0; i < WIDTH; i++) {
    Count channel = place.group * WIDTH + i;
    m[i] = mean[channel];
    a[i] = scale[channel] / sqrt(variance[channel] + (NUMBER)epsilon);
    b[i] = shift[channel];
  }
#pragma unroll 4
  for (Count row = place.first; row < rows; row += place.stride) {
    Count index = row * place.groups + place.group;
    Values v = ((const Values*)x)[index];
    Values added;
    if (addend) {
      added = ((const Values*)addend)[index];
    }
    for (int i = 0; i < WIDTH; i++) {
      NUMBER value = affine(load(v.at[i]) - m[i], a[i], b[i]);
      if (addend) {
        value += load(added.at[i]);
      }
      v.at[i] = store<Element>(relu && value < 0 ? 0 : value);
    }
    ((Values*)y)[index] = v;
  }
}

// The output gradient behind a rectifier, of a thread's channels: where y, the output, is given it tells what was
// rectified away; where a shift is given the output is computed from x once more, which is cheaper than reading it.
template <typename Element, int WIDTH>
struct Mask {
  typedef Group<Element, WIDTH> Values;
  const Values* y;
  bool again;
  NUMBER a[WIDTH];
  NUMBER b[WIDTH];

  __device__ Mask(const Element* output, const NUMBER* variance, double epsilon, const NUMBER* scale,
                  const NUMBER* shift, Count group) {
    y = (const Values*)output;
    again = shift != nullptr;
    if (again) {
      for (int i = 0; i < WIDTH; i++) {
        Count channel = group * WIDTH + i;
        a[i] = scale[channel] / sqrt(variance[channel] + (NUMBER)epsilon);
        b[i] = shift[channel];
      }
    }
  }

  // The centred x.
  __device__ inline NUMBER slope(NUMBER x, Element output, Element gradient, int i) const {
    bool passed = y ? load(output) > 0 : !again || affine(x, a[i], b[i]) > 0;
    return passed ? load(gradient) : 0;
  }
};

// Sums of g and of g xhat, g being the masked gradient, which is written to masked where that is given.
template <typename Element, int WIDTH>
__device__ inline void gradientSums(const Element* x, const Element* y, const Element* gradient,
                                    const NUMBER* mean, const NUMBER* variance, double epsilon,
                                    const NUMBER* scale, const NUMBER* shift, Count rows, int channels,
                                    Element* masked, NUMBER* partial) {
  typedef Group<Element, WIDTH> Values;
  Place<WIDTH> place(channels);
  NUMBER one[WIDTH] = {};
  NUMBER two[WIDTH] = {};
  if (place.used) {
    Mask<Element, WIDTH> mask(y, variance, epsilon, scale, shift, place.group);
    NUMBER m[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      m[i] = mean[place.group * WIDTH + i];
    }
#pragma unroll 4
    for (Count row = place.first; row < rows; row += place.stride) {
      Count index = row * place.groups + place.group;
      Values v = ((const Values*)x)[index];
      Values g = ((const Values*)gradient)[index];
      Values output;
      if (y) {
        output = mask.y[index];
      }
      for (int i = 0; i < WIDTH; i++) {
        NUMBER centred = load(v.at[i]) - m[i];
        NUMBER slope = mask.slope(centred, output.at[i], g.at[i], i);
        one[i] += slope;
        two[i] += slope * centred;
        g.at[i] = store<Element>(slope);
      }
      if (masked) {
        ((Values*)masked)[index] = g;
      }
    }
    for (int i = 0; i < WIDTH; i++) {
      two[i] /= sqrt(variance[place.group * WIDTH + i] + (NUMBER)epsilon);
    }
  }
  reduce<WIDTH>(place, channels, one, two, partial);
}

// sums[2][channels]; where they are given, the gradients of shift and scale are added to.
extern "C" __global__ void finishSums(const NUMBER* partial, int parts, int channels, NUMBER* sums,
                                      NUMBER* shiftGradient, NUMBER* scaleGradient) {
  Finished finished(partial, parts, channels);
  if (finished.mine) {
    int channel = finished.channel;
    sums[channel] = (NUMBER)finished.one;
    sums[channels + channel] = (NUMBER)finished.two;
    if (shiftGradient) {
      shiftGradient[channel] += (NUMBER)finished.one;
      scaleGradient[channel] += (NUMBER)finished.two;
    }
  }
}

// scale / sqrt(variance + epsilon) (g - sums[0] / count - xhat sums[1] / count).
template <typename Element, int WIDTH>
__device__ inline void normaliseGradient(const Element* __restrict__ x, const Element* __restrict__ y,
                                         const Element* __restrict__ gradient, const NUMBER* mean, const NUMBER* variance, double epsilon,
                                         const NUMBER* scale, const NUMBER* shift, const NUMBER* sums,
                                         double count, Count rows, int channels, Element* __restrict__ dx) {
  typedef Group<Element, WIDTH> Values;
  Place<WIDTH> place(channels);
  if (!place.used) {
    return;
  }
  Mask<Element, WIDTH> mask(y, variance, epsilon, scale, shift, place.group);
  NUMBER m[WIDTH];
  NUMBER a[WIDTH];
  NUMBER constant[WIDTH];
  NUMBER linear[WIDTH];
  for (int i = 0; i < WIDTH; i++) {
    Count channel = place.group * WIDTH + i;
    NUMBER r = 1 / sqrt(variance[channel] + (NUMBER)epsilon);
    m[i] = mean[channel];
    a[i] = scale[channel] * r;
    constant[i] = sums[channel] / (NUMBER)count;
    linear[i] = sums[channels + channel] / (NUMBER)count * r;
  }
#pragma unroll 4
  for (Count row = place.first; row < rows; row += place.stride) {
    Count index = row * place.groups + place.group;
    Values v = ((const Values*)x)[index];
    Values g = ((const Values*)gradient)[index];
    Values output;
    if (y) {
      output = mask.y[index];
    }
    for (int i = 0; i < WIDTH; i++) {
      NUMBER centred = load(v.at[i]) - m[i];
      NUMBER slope = mask.slope(centred, output.at[i], g.at[i], i);
      v.at[i] = store<Element>(a[i] * (slope - constant[i] - centred * linear[i]));
    }
    ((Values*)dx)[index] = v;
  }
}

// Of a 3 x 3 maximum with stride 2 and padding 1: what of dy goes to each place, by asking each window over it
// whether the place is its first maximum, row by row. No window writes, so nothing depends on an order.
template <typename Element, int WIDTH>
__device__ inline void maxPoolGradient(const Element* __restrict__ x, const Element* __restrict__ y,
                                       const Element* __restrict__ dy, int n, int height, int width, int channels,
                                       int outHeight, int outWidth, Element* __restrict__ dx) {
  typedef Group<Element, WIDTH> Values;
  int groups = channels / WIDTH;
  Count index = (Count)blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= (Count)n * height * width * groups) {
    return;
  }
  int group = index % groups;
  Count pixel = index / groups;
  int column = pixel % width;
  int row = pixel / width % height;
  Count image = pixel / width / height;
  const Values* picture = (const Values*)x + image * height * width * groups + group;
  Values mine = ((const Values*)x)[index];
  NUMBER sum[WIDTH] = {};
  for (int top = row / 2; top <= (row + 1) / 2; top++) {
    for (int left = column / 2; left <= (column + 1) / 2; left++) {
      if (top >= outHeight || left >= outWidth) {
        continue;
      }
      Count window = ((image * outHeight + top) * outWidth + left) * groups + group;
      Values largest = ((const Values*)y)[window];
      Values slope = ((const Values*)dy)[window];
      bool first[WIDTH];
      for (int i = 0; i < WIDTH; i++) {
        first[i] = load(largest.at[i]) == load(mine.at[i]);
      }
      for (int r = top * 2 - 1; r <= row; r++) {
        for (int c = left * 2 - 1; c <= left * 2 + 1; c++) {
          if (r < 0 || c < 0 || c >= width || (r == row && c >= column)) {
            continue;
          }
          Values earlier = picture[((Count)r * width + c) * groups];
          for (int i = 0; i < WIDTH; i++) {
            first[i] = first[i] && load(earlier.at[i]) != load(mine.at[i]);
          }
        }
      }
      for (int i = 0; i < WIDTH; i++) {
        sum[i] += first[i] ? load(slope.at[i]) : 0;
      }
    }
  }
  for (int i = 0; i < WIDTH; i++) {
    mine.at[i] = store<Element>(sum[i]);
  }
  ((Values*)dx)[index] = mine;
}

#define KERNELS(Element, WIDTH, suffix)                                                                         \
  extern "C" __global__ void __launch_bounds__(THREADS)                                                         \
      momentSums##suffix(const Element* x, Count rows, int channels, NUMBER* partial) {                         \
    momentSums<Element, WIDTH>(x, rows, channels, partial);                                                     \
  }                                                                                                             \
  extern "C" __global__ void __launch_bounds__(THREADS)                                                         \
      normalise##suffix(const Element* __restrict__ x, const NUMBER* mean, const NUMBER* variance,              \
                        double epsilon, const NUMBER* scale, const NUMBER* shift,                               \
                        const Element* __restrict__ addend, int relu, Count rows, int channels,                 \
                        Element* __restrict__ y) {                                                              \
    normalise<Element, WIDTH>(x, mean, variance, epsilon, scale, shift, addend, relu, rows, channels, y);       \
  }                                                                                                             \
  extern "C" __global__ void __launch_bounds__(THREADS)                                                         \
      gradientSums##suffix(const Element* x, const Element* y, const Element* gradient, const NUMBER* mean,     \
                           const NUMBER* variance, double epsilon, const NUMBER* scale, const NUMBER* shift,    \
                           Count rows, int channels, Element* masked, NUMBER* partial) {                        \
    gradientSums<Element, WIDTH>(x, y, gradient, mean, variance, epsilon, scale, shift, rows, channels, masked, \
                                 partial);                                                                      \
  }                                                                                                             \
  extern "C" __global__ void __launch_bounds__(THREADS)                                                         \
      normaliseGradient##suffix(const Element* __restrict__ x, const Element* __restrict__ y,                   \
                                const Element* __restrict__ gradient,                                           \
                                const NUMBER* mean, const NUMBER* variance, double epsilon,                     \
                                const NUMBER* scale, const NUMBER* shift, const NUMBER* sums, double count,     \
                                Count rows, int channels, Element* __restrict__ dx) {                           \
    normaliseGradient<Element, WIDTH>(x, y, gradient, mean, variance, epsilon, scale, shift, sums, count, rows, \
                                      channels, dx);                                                            \
  }                                                                                                             \
  extern "C" __global__ void __launch_bounds__(THREADS)                                                         \
      maxPoolGradient##suffix(const Element* __restrict__ x, const Element* __restrict__ y,                     \
                              const Element* __restrict__ dy, int n, int height, int width, int channels,       \
                              int outHeight, int outWidth, Element* __restrict__ dx) {                          \
    maxPoolGradient<Element, WIDTH>(x, y, dy, n, height, width, channels, outHeight, outWidth, dx);             \
  }

#define MOMENTS(Element, suffix)                                                                         \
  extern "C" __global__ void moments##suffix(const Element* x, const NUMBER* partial, int parts,         \
                                             Count rows, int channels, NUMBER* mean, NUMBER* variance) { \
    moments<Element>(x, partial, parts, rows, channels, mean, variance);                                 \
  }

KERNELS(ACTIVATION, (int)(16 / sizeof(ACTIVATION)), _activation_wide)
KERNELS(ACTIVATION, 1, _activation_single)
KERNELS(NUMBER, (int)(16 / sizeof(NUMBER)), _matrix_wide)
KERNELS(NUMBER, 1, _matrix_single)
MOMENTS(ACTIVATION, _activation)
MOMENTS(NUMBER, _matrix)

// (byte / 255 - mean) / deviation, channels last on both sides.
extern "C" __global__ void images(const unsigned char* bytes, Count size, double red, double green, double blue,
                                  double redDeviation, double greenDeviation, double blueDeviation,
                                  ACTIVATION* values) {
  Count i = (Count)blockIdx.x * blockDim.x + threadIdx.x;
  if (i < size) {
    int channel = i % 3;
    NUMBER mean = (NUMBER)(channel == 0 ? red : channel == 1 ? green : blue);
    NUMBER deviation = (NUMBER)(channel == 0 ? redDeviation : channel == 1 ? greenDeviation : blueDeviation);
    values[i] = store<ACTIVATION>((bytes[i] / (NUMBER)255 - mean) / deviation);
  }
}

// One tensor's step of LARS (docs/method.md section 6), and up to two followers' steps towards the new parameters.
struct LarsPart {
  NUMBER* p;
  const NUMBER* gradient;
  NUMBER* m;
  Count size;
  double decay, trust;
  NUMBER* followers[2];
  double weights[2];
};

// Blocks over one tensor that sum its norms: as many as it has work for.
__device__ inline int normBlocks(Count size) {
  Count wanted = (size + 4 * THREADS - 1) / (4 * THREADS);
  return wanted < gridDim.x ? (int)wanted : (int)gridDim.x;
}

// partial[tensor][block][2] = sums of p^2 and of (gradient + decay p)^2; a block row is a tensor.
extern "C" __global__ void larsNorms(const LarsPart* parts, double* partial) {
  __shared__ double sums[2][THREADS];
  LarsPart part = parts[blockIdx.y];
  int blocks = normBlocks(part.size);
  if (part.trust <= 0 || (int)blockIdx.x >= blocks) {
    return;
  }
  double one = 0;
  double two = 0;
  for (Count i = (Count)blockIdx.x * THREADS + threadIdx.x; i < part.size; i += (Count)blocks * THREADS) {
    NUMBER g = part.gradient[i] + (NUMBER)part.decay * part.p[i];
    one += (double)part.p[i] * part.p[i];
    two += (double)g * g;
  }
  sums[0][threadIdx.x] = one;
  sums[1][threadIdx.x] = two;
  __syncthreads();
  for (int half = THREADS / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      sums[0][threadIdx.x] += sums[0][threadIdx.x + half];
      sums[1][threadIdx.x] += sums[1][threadIdx.x + half];
    }
    __syncthreads();
  }
  if (threadIdx.x < 2) {
    partial[2 * ((Count)blockIdx.y * gridDim.x + blockIdx.x) + threadIdx.x] = sums[threadIdx.x][0];
  }
}

extern "C" __global__ void larsUpdate(const LarsPart* parts, double rate, double momentum, const double* partial) {
  LarsPart part = parts[blockIdx.y];
  Count first = (Count)blockIdx.x * THREADS + threadIdx.x;
  if ((Count)blockIdx.x * THREADS >= part.size) {
    return;
  }
  double one = 0;
  double two = 0;
  if (part.trust > 0) {
    int blocks = normBlocks(part.size);
    const double* mine = partial + 2 * (Count)blockIdx.y * gridDim.x;
    for (int block = 0; block < blocks; block++) {
      one += mine[2 * block];
      two += mine[2 * block + 1];
    }
  }
  NUMBER factor = (NUMBER)(one > 0 && two > 0 ? part.trust * sqrt(one) / sqrt(two) : 1);
  for (Count i = first; i < part.size; i += (Count)gridDim.x * THREADS) {
    NUMBER g = (part.gradient[i] + (NUMBER)part.decay * part.p[i]) * factor;
    NUMBER momentumNow = (NUMBER)momentum * part.m[i] + g;
    NUMBER value = part.p[i] - (NUMBER)rate * momentumNow;
    part.m[i] = momentumNow;
    part.p[i] = value;
    for (int f = 0; f < 2; f++) {
      if (part.followers[f]) {
        part.followers[f][i] += (NUMBER)part.weights[f] * (value - part.followers[f][i]);
      }
    }
  }
}

// y += factor x.
extern "C" __global__ void axpy(double factor, const NUMBER* x, Count size, NUMBER* y) {
  for (Count i = (Count)blockIdx.x * THREADS + threadIdx.x; i < size; i += (Count)gridDim.x * THREADS) {
    y[i] += (NUMBER)factor * x[i];
  }
}

// target += weight (source - target), of many tensors at once; a block row is one of them.
struct LerpPart {
  NUMBER* target;
  const NUMBER* source;
  Count size;
};

extern "C" __global__ void lerp(const LerpPart* parts, double weight) {
  LerpPart part = parts[blockIdx.y];
  for (Count i = (Count)blockIdx.x * THREADS + threadIdx.x; i < part.size; i += (Count)gridDim.x * THREADS) {
    part.target[i] += (NUMBER)weight * (part.source[i] - part.target[i]);
  }
}

// Of squared distances q, clamped to [0, largest] and not above the limit: how many there are, and the sums of q,
// of log(q + square) and of 1 / (q + square), as partial[block][4].
extern "C" __global__ void distanceSums(const NUMBER* distances, Count size, double largest, double limit,
                                        double square, double* partial) {
  __shared__ double sums[4][THREADS];
  double mine[4] = {};
  for (Count i = (Count)blockIdx.x * THREADS + threadIdx.x; i < size; i += (Count)gridDim.x * THREADS) {
    double q = distances[i];
    q = q < 0 ? 0 : q > largest ? largest : q;
    if (!(q > limit)) {
      double u = q + square;
      mine[0] += 1;
      mine[1] += q;
      mine[2] += log(u);
      mine[3] += 1 / u;
    }
  }
  for (int k = 0; k < 4; k++) {
    sums[k][threadIdx.x] = mine[k];
  }
  __syncthreads();
  for (int half = THREADS / 2; half > 0; half /= 2) {
    if (threadIdx.x < half) {
      for (int k = 0; k < 4; k++) {
        sums[k][threadIdx.x] += sums[k][threadIdx.x + half];
      }
    }
    __syncthreads();
  }
  if (threadIdx.x < 4) {
    partial[4 * blockIdx.x + threadIdx.x] = sums[threadIdx.x][0];
  }
}
