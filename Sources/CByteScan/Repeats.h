// Which records have in some cells the bytes of the record before.
//
// Header only.
#ifndef WRKAUD_REPEATS_H
#define WRKAUD_REPEATS_H

#include <stddef.h>
#include <stdint.h>
#include "../CCells/Cells.h"
#include "../CProcessor/Processor.h"

#if defined(__x86_64__)
#include <immintrin.h>

/// Whether `length` > 16 bytes are the same at both places, with AVX2.
static inline WRKAUD_WIDE int wrkaud_same_wide(const uint8_t *_Nonnull p, const uint8_t *_Nonnull q, uint64_t length) {
    if (length < 32) return wrkaud_same_long(p, q, length);
    const uint8_t *last_p = p + length - 32, *last_q = q + length - 32;
    __m256i differs = _mm256_xor_si256(
        _mm256_loadu_si256((const __m256i *)last_p), _mm256_loadu_si256((const __m256i *)last_q));
    for (; p < last_p; p += 32, q += 32) {
        differs = _mm256_or_si256(
            differs, _mm256_xor_si256(_mm256_loadu_si256((const __m256i *)p), _mm256_loadu_si256((const __m256i *)q)));
    }
    return _mm256_testz_si256(differs, differs);
}

/// The same with AVX-512: bytes behind the last one are not touched.
static inline WRKAUD_WIDEST int wrkaud_same_widest(const uint8_t *_Nonnull p, const uint8_t *_Nonnull q, uint64_t length) {
    uint64_t differs = 0;
    for (; length > 64; length -= 64, p += 64, q += 64)
        differs |= _mm512_cmpneq_epi8_mask(_mm512_loadu_si512(p), _mm512_loadu_si512(q));
    const uint64_t rest = ~0ull >> (64 - length);
    differs |= _mm512_cmpneq_epi8_mask(_mm512_maskz_loadu_epi8(rest, p), _mm512_maskz_loadu_epi8(rest, q));
    return differs == 0;
}
#endif

#define WRKAUD_MARK_REPEATS(name, attributes, same_bytes)                                                              \
    static __attribute__((noinline)) attributes void name(                                                             \
        const uint8_t *_Nonnull block, size_t size, const uint32_t *_Nonnull cuts, size_t width, size_t first,         \
        size_t last, long count, uint64_t *_Nonnull same) {                                                            \
        const uint32_t position = 0x7fffffffu;                                                                         \
        uint64_t word = 0, before = 0, length_before = ~0ull;                                                          \
        for (long r = 0; r < count; r++) {                                                                             \
            const uint32_t *cut = cuts + (size_t)r * width;                                                            \
            const uint64_t start = (cut[(long)first - 1] + 1) & position, end = cut[last] & position;                  \
            const uint64_t length = end - start;                                                                       \
            const int is_inside = end <= size && start <= end;                                                         \
            if (length == length_before && length > 16 && is_inside)                                                   \
                word |= (uint64_t)same_bytes(block + before, block + start, length) << (r & 63);                       \
            before = start;                                                                                            \
            length_before = is_inside ? length : ~0ull;                                                                \
            if ((r & 63) == 63 || r + 1 == count) {                                                                    \
                same[r >> 6] = word;                                                                                   \
                word = 0;                                                                                              \
            }                                                                                                          \
        }                                                                                                              \
    }

WRKAUD_MARK_REPEATS(wrkaud_mark_repeats_base, , wrkaud_same_long)
#if defined(__x86_64__)
WRKAUD_MARK_REPEATS(wrkaud_mark_repeats_wide, WRKAUD_WIDE, wrkaud_same_wide)
WRKAUD_MARK_REPEATS(wrkaud_mark_repeats_widest, WRKAUD_WIDEST, wrkaud_same_widest)
#endif

/// Bit r of `same`: the bytes of cells `first` ... `last` of record r, `width` cuts a record, are those of record r - 1, and
/// more than 16; each of these cells then is as the one before it. Writes `count` bits; those of a last word behind them are
/// 0.
///
/// `cuts` as in `wrkaud_cells`, for record 0's cell 0. Cells that do not lie in the `size` bytes are as no other.
/// `registers`: at most what `wrkaud_width` said.
static inline void wrkaud_mark_repeats(
    const uint8_t *_Nonnull block, size_t size, const uint32_t *_Nonnull cuts, size_t width, size_t first, size_t last,
    long count, uint64_t *_Nonnull same, int registers) {
#if defined(__x86_64__)
    if (registers == 2) {
        wrkaud_mark_repeats_widest(block, size, cuts, width, first, last, count, same);
        return;
    }
    if (registers == 1) {
        wrkaud_mark_repeats_wide(block, size, cuts, width, first, last, count, same);
        return;
    }
#endif
    wrkaud_mark_repeats_base(block, size, cuts, width, first, last, count, same);
}

#endif
