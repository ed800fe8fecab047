// Compare the rows of a chunk, 64 at a time, and add the rows that match to bitmap words. Swift has no
// compare-and-movemask.
//
// Header only. Each kernel works on whole words of 64 rows; the rest is done by the plain Swift twin in
// Columns/Unsafe/MarkKernels.swift, which is also what these functions are tested against. SSE2 and NEON are always
// there; AVX2 is chosen at run time.
#ifndef WRKAUD_KERNELS_H
#define WRKAUD_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#include "../CProcessor/Processor.h"
#include "Values.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define WRKAUD_AVX2 static inline WRKAUD_WIDE
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

// MARK: rows whose number lies in low ... low + width, as unsigned distances

#if defined(__x86_64__)

WRKAUD_AVX2 void wrkaud_range_u8_avx2(const uint8_t *p, size_t words, uint8_t low, uint8_t width, uint64_t *out) {
    const __m256i l = _mm256_set1_epi8((char)low), w = _mm256_set1_epi8((char)width);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int part = 0; part < 2; part++) {
            const __m256i t = _mm256_sub_epi8(_mm256_loadu_si256((const __m256i *)(p + 32 * part)), l);
            const uint32_t mask = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_min_epu8(t, w), t));
            word |= (uint64_t)mask << (32 * part);
        }
        out[i] |= word;
    }
}

WRKAUD_AVX2 void wrkaud_range_u16_avx2(const uint16_t *p, size_t words, uint16_t low, uint16_t width, uint64_t *out) {
    const __m256i l = _mm256_set1_epi16((short)low), w = _mm256_set1_epi16((short)width);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int part = 0; part < 2; part++) {
            const __m256i a = _mm256_sub_epi16(_mm256_loadu_si256((const __m256i *)(p + 32 * part)), l);
            const __m256i b = _mm256_sub_epi16(_mm256_loadu_si256((const __m256i *)(p + 32 * part + 16)), l);
            const __m256i both = _mm256_packs_epi16(
                _mm256_cmpeq_epi16(_mm256_min_epu16(a, w), a), _mm256_cmpeq_epi16(_mm256_min_epu16(b, w), b));
            const __m256i ordered = _mm256_permute4x64_epi64(both, 0xd8);
            word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(ordered) << (32 * part);
        }
        out[i] |= word;
    }
}

WRKAUD_AVX2 void wrkaud_range_u32_avx2(const uint32_t *p, size_t words, uint32_t low, uint32_t width, uint64_t *out) {
    const __m256i l = _mm256_set1_epi32((int)low), w = _mm256_set1_epi32((int)width);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int part = 0; part < 8; part++) {
            const __m256i t = _mm256_sub_epi32(_mm256_loadu_si256((const __m256i *)(p + 8 * part)), l);
            const __m256i in = _mm256_cmpeq_epi32(_mm256_min_epu32(t, w), t);
            word |= (uint64_t)(uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(in)) << (8 * part);
        }
        out[i] |= word;
    }
}

WRKAUD_AVX2 void wrkaud_range_u64_avx2(const uint64_t *p, size_t words, uint64_t low, uint64_t width, uint64_t *out) {
    const __m256i sign = _mm256_set1_epi64x((long long)0x8000000000000000ull);
    const __m256i l = _mm256_set1_epi64x((long long)low);
    const __m256i w = _mm256_xor_si256(_mm256_set1_epi64x((long long)width), sign);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t beyond = 0;
        for (int part = 0; part < 16; part++) {
            const __m256i t = _mm256_sub_epi64(_mm256_loadu_si256((const __m256i *)(p + 4 * part)), l);
            const __m256i more = _mm256_cmpgt_epi64(_mm256_xor_si256(t, sign), w);
            beyond |= (uint64_t)(uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(more)) << (4 * part);
        }
        out[i] |= ~beyond;
    }
}

/// 256 flags as two tables of 16 bytes: bit h of `tables[h >> 3][l]` stands for the number 16 * h + l (h below 8, less 8
/// above).
WRKAUD_AVX2 void wrkaud_flags_u8_avx2(const uint8_t *p, size_t words, const uint8_t *flags, uint64_t *out) {
    uint8_t tables[2][16] = {{0}, {0}};
    for (int n = 0; n < 256; n++)
        if (flags[n]) tables[n >> 7][n & 15] |= (uint8_t)(1 << (n >> 4 & 7));
    const __m256i below = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)tables[0]));
    const __m256i above = _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)tables[1]));
    const __m256i bits = _mm256_set1_epi64x((long long)0x8040201008040201ull);
    const __m256i nibble = _mm256_set1_epi8(15);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int part = 0; part < 2; part++) {
            const __m256i x = _mm256_loadu_si256((const __m256i *)(p + 32 * part));
            const __m256i l = _mm256_and_si256(x, nibble);
            const __m256i h = _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble);
            const __m256i row = _mm256_blendv_epi8(_mm256_shuffle_epi8(below, l), _mm256_shuffle_epi8(above, l), x);
            const __m256i bit = _mm256_shuffle_epi8(bits, h);
            const __m256i in = _mm256_cmpeq_epi8(_mm256_and_si256(row, bit), bit);
            word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(in) << (32 * part);
        }
        out[i] |= word;
    }
}

static inline void wrkaud_range_u8_base(const uint8_t *p, size_t words, uint8_t low, uint8_t width, uint64_t *out) {
    const __m128i l = _mm_set1_epi8((char)low), w = _mm_set1_epi8((char)width);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int part = 0; part < 4; part++) {
            const __m128i t = _mm_sub_epi8(_mm_loadu_si128((const __m128i *)(p + 16 * part)), l);
            const uint32_t mask = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(t, w), t));
            word |= (uint64_t)mask << (16 * part);
        }
        out[i] |= word;
    }
}

static inline void wrkaud_range_u16_base(const uint16_t *p, size_t words, uint16_t low, uint16_t width, uint64_t *out) {
    const __m128i l = _mm_set1_epi16((short)low), w = _mm_set1_epi16((short)width), zero = _mm_setzero_si128();
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int part = 0; part < 4; part++) {
            const __m128i a = _mm_sub_epi16(_mm_loadu_si128((const __m128i *)(p + 16 * part)), l);
            const __m128i b = _mm_sub_epi16(_mm_loadu_si128((const __m128i *)(p + 16 * part + 8)), l);
            const __m128i both = _mm_packs_epi16(
                _mm_cmpeq_epi16(_mm_subs_epu16(a, w), zero), _mm_cmpeq_epi16(_mm_subs_epu16(b, w), zero));
            word |= (uint64_t)(uint32_t)_mm_movemask_epi8(both) << (16 * part);
        }
        out[i] |= word;
    }
}

static inline void wrkaud_range_u32_base(const uint32_t *p, size_t words, uint32_t low, uint32_t width, uint64_t *out) {
    const __m128i sign = _mm_set1_epi32((int)0x80000000u);
    const __m128i l = _mm_set1_epi32((int)low), w = _mm_xor_si128(_mm_set1_epi32((int)width), sign);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t beyond = 0;
        for (int part = 0; part < 16; part++) {
            const __m128i t = _mm_sub_epi32(_mm_loadu_si128((const __m128i *)(p + 4 * part)), l);
            const __m128i more = _mm_cmpgt_epi32(_mm_xor_si128(t, sign), w);
            beyond |= (uint64_t)(uint32_t)_mm_movemask_ps(_mm_castsi128_ps(more)) << (4 * part);
        }
        out[i] |= ~beyond;
    }
}

#elif defined(__aarch64__)

/// One bit per byte of four times 16 bytes that are 0 or 255.
static inline uint64_t wrkaud_gather(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t weight = vld1q_u8(weights);
    const uint8x16_t ab = vpaddq_u8(vandq_u8(a, weight), vandq_u8(b, weight));
    const uint8x16_t cd = vpaddq_u8(vandq_u8(c, weight), vandq_u8(d, weight));
    const uint8x16_t sum = vpaddq_u8(ab, cd);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sum, sum)), 0);
}

static inline void wrkaud_range_u8_base(const uint8_t *p, size_t words, uint8_t low, uint8_t width, uint64_t *out) {
    const uint8x16_t l = vdupq_n_u8(low), w = vdupq_n_u8(width);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint8x16_t m[4];
        for (int part = 0; part < 4; part++) m[part] = vcleq_u8(vsubq_u8(vld1q_u8(p + 16 * part), l), w);
        out[i] |= wrkaud_gather(m[0], m[1], m[2], m[3]);
    }
}

static inline void wrkaud_range_u16_base(const uint16_t *p, size_t words, uint16_t low, uint16_t width, uint64_t *out) {
    const uint16x8_t l = vdupq_n_u16(low), w = vdupq_n_u16(width);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint8x16_t m[4];
        for (int part = 0; part < 4; part++) {
            const uint16x8_t a = vcleq_u16(vsubq_u16(vld1q_u16(p + 16 * part), l), w);
            const uint16x8_t b = vcleq_u16(vsubq_u16(vld1q_u16(p + 16 * part + 8), l), w);
            m[part] = vcombine_u8(vmovn_u16(a), vmovn_u16(b));
        }
        out[i] |= wrkaud_gather(m[0], m[1], m[2], m[3]);
    }
}

static inline void wrkaud_range_u32_base(const uint32_t *p, size_t words, uint32_t low, uint32_t width, uint64_t *out) {
    const uint32x4_t l = vdupq_n_u32(low), w = vdupq_n_u32(width);
    for (size_t i = 0; i < words; i++, p += 64) {
        uint8x16_t m[4];
        for (int part = 0; part < 4; part++) {
            uint16x4_t h[4];
            for (int j = 0; j < 4; j++)
                h[j] = vmovn_u32(vcleq_u32(vsubq_u32(vld1q_u32(p + 16 * part + 4 * j), l), w));
            m[part] = vcombine_u8(vmovn_u16(vcombine_u16(h[0], h[1])), vmovn_u16(vcombine_u16(h[2], h[3])));
        }
        out[i] |= wrkaud_gather(m[0], m[1], m[2], m[3]);
    }
}

#else

#define WRKAUD_RANGE_BASE(bits)                                                                                       \
    static inline void wrkaud_range_u##bits##_base(                                                                   \
        const uint##bits##_t *p, size_t words, uint##bits##_t low, uint##bits##_t width, uint64_t *out) {             \
        for (size_t i = 0; i < words; i++, p += 64)                                                                   \
            for (int bit = 0; bit < 64; bit++)                                                                        \
                out[i] |= (uint64_t)((uint##bits##_t)(p[bit] - low) <= width) << bit;                                 \
    }
WRKAUD_RANGE_BASE(8)
WRKAUD_RANGE_BASE(16)
WRKAUD_RANGE_BASE(32)

#endif

static inline void wrkaud_range_u64_base(const uint64_t *p, size_t words, uint64_t low, uint64_t width, uint64_t *out) {
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int bit = 0; bit < 64; bit++) word |= (uint64_t)(p[bit] - low <= width) << bit;
        out[i] |= word;
    }
}

// MARK: which of them

/// Reads `64 * words` numbers at `p`, adds to `words` words at `out`. `avx2`: what `wrkaud_is_wide` said.
#if defined(__x86_64__)
#define WRKAUD_CHOOSE(kernel) (avx2 ? kernel##_avx2 : kernel##_base)
#else
#define WRKAUD_CHOOSE(kernel) (kernel##_base)
#endif

static inline void wrkaud_range_u8(
    const uint8_t *_Nonnull p, size_t words, uint8_t low, uint8_t width, uint64_t *_Nonnull out, int avx2) {
    WRKAUD_CHOOSE(wrkaud_range_u8)(p, words, low, width, out);
}
static inline void wrkaud_range_u16(
    const uint16_t *_Nonnull p, size_t words, uint16_t low, uint16_t width, uint64_t *_Nonnull out, int avx2) {
    WRKAUD_CHOOSE(wrkaud_range_u16)(p, words, low, width, out);
}
static inline void wrkaud_range_u32(
    const uint32_t *_Nonnull p, size_t words, uint32_t low, uint32_t width, uint64_t *_Nonnull out, int avx2) {
    WRKAUD_CHOOSE(wrkaud_range_u32)(p, words, low, width, out);
}
static inline void wrkaud_range_u64(
    const uint64_t *_Nonnull p, size_t words, uint64_t low, uint64_t width, uint64_t *_Nonnull out, int avx2) {
    WRKAUD_CHOOSE(wrkaud_range_u64)(p, words, low, width, out);
}

/// Adds rows whose flag is not 0. `flags` holds 256.
static inline void wrkaud_flags_u8(
    const uint8_t *_Nonnull p, size_t words, const uint8_t *_Nonnull flags, uint64_t *_Nonnull out, int avx2) {
#if defined(__x86_64__)
    if (avx2) {
        wrkaud_flags_u8_avx2(p, words, flags, out);
        return;
    }
#endif
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int bit = 0; bit < 64; bit++) word |= (uint64_t)(flags[p[bit]] != 0) << bit;
        out[i] |= word;
    }
}

/// Adds rows whose flag is 1. `flags` holds 65,536, each 0 or 1.
static inline void wrkaud_flags_u16(
    const uint16_t *_Nonnull p, size_t words, const uint8_t *_Nonnull flags, uint64_t *_Nonnull out) {
    for (size_t i = 0; i < words; i++, p += 64) {
        uint64_t word = 0;
        for (int bit = 0; bit < 64; bit += 8) {
            uint64_t part = 0;
            for (int j = 0; j < 8; j++) part |= (uint64_t)flags[p[bit + j]] << j;
            word |= part << bit;
        }
        out[i] |= word;
    }
}

#endif
