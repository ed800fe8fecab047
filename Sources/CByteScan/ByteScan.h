// Where up to three byte values occur in 64 bytes, as one bit per byte. Swift has no compare-and-movemask.
//
// Header only: everything is inlined into the loops of Records/Decoding/ByteScan.swift. The plain Swift twin there is
// what these functions are tested against.
#ifndef WRKAUD_BYTE_SCAN_H
#define WRKAUD_BYTE_SCAN_H

#include <stdint.h>

#if defined(__AVX2__)
#include <immintrin.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// Bit i of each mask: byte i of the 64 has that value.
typedef struct {
    uint64_t first, second, third;
} wrkaud_masks;

/// Reads exactly 64 bytes at `bytes`; no alignment is needed.
static inline __attribute__((always_inline)) wrkaud_masks
wrkaud_masks_of_64(const uint8_t *_Nonnull bytes, uint8_t first, uint8_t second, uint8_t third) {
    wrkaud_masks masks = {0, 0, 0};
#if defined(__AVX2__)
    const __m256i a = _mm256_set1_epi8((char)first);
    const __m256i b = _mm256_set1_epi8((char)second);
    const __m256i c = _mm256_set1_epi8((char)third);
    for (int part = 0; part < 2; part++) {
        const __m256i data = _mm256_loadu_si256((const __m256i *)(bytes + 32 * part));
        masks.first |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(data, a)) << (32 * part);
        masks.second |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(data, b)) << (32 * part);
        masks.third |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(data, c)) << (32 * part);
    }
#elif defined(__SSE2__)
    const __m128i a = _mm_set1_epi8((char)first);
    const __m128i b = _mm_set1_epi8((char)second);
    const __m128i c = _mm_set1_epi8((char)third);
    for (int part = 0; part < 4; part++) {
        const __m128i data = _mm_loadu_si128((const __m128i *)(bytes + 16 * part));
        masks.first |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(data, a)) << (16 * part);
        masks.second |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(data, b)) << (16 * part);
        masks.third |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(data, c)) << (16 * part);
    }
#elif defined(__aarch64__)
    static const uint8_t weights[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    const uint8x16_t weight = vld1q_u8(weights);
    const uint8_t wanted[3] = {first, second, third};
    uint64_t found[3] = {0, 0, 0};
    for (int part = 0; part < 4; part++) {
        const uint8x16_t data = vld1q_u8(bytes + 16 * part);
        for (int value = 0; value < 3; value++) {
            const uint8x16_t bits = vandq_u8(vceqq_u8(data, vdupq_n_u8(wanted[value])), weight);
            const uint64_t low = vaddv_u8(vget_low_u8(bits));
            const uint64_t high = vaddv_u8(vget_high_u8(bits));
            found[value] |= (low | high << 8) << (16 * part);
        }
    }
    masks.first = found[0];
    masks.second = found[1];
    masks.third = found[2];
#else
    for (int at = 0; at < 64; at++) {
        masks.first |= (uint64_t)(bytes[at] == first) << at;
        masks.second |= (uint64_t)(bytes[at] == second) << at;
        masks.third |= (uint64_t)(bytes[at] == third) << at;
    }
#endif
    return masks;
}

/// Writes the positions of the bits of `bits`, plus `base`, one after the other; `marked` bits get the top bit set.
/// Writes 8 at a time: `out` needs room for 64 + 8. Returns how many there were.
static inline __attribute__((always_inline)) int
wrkaud_bit_positions(uint64_t bits, uint64_t marked, uint32_t base, uint32_t *_Nonnull out) {
    const int count = __builtin_popcountll(bits);
    for (int done = 0; done < count; done += 8) {
        for (int slot = 0; slot < 8; slot++) {
            const int at = bits ? __builtin_ctzll(bits) : 0;
            out[done + slot] = (base + (uint32_t)at) | (uint32_t)((marked >> at) & 1) << 31;
            bits &= bits - 1;
        }
    }
    return count;
}

#endif
