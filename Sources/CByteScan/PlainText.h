// Whether bytes are plain text: ASCII, and no controls but tabs and line ends.
//
// Header only.
#ifndef WRKAUD_PLAIN_TEXT_H
#define WRKAUD_PLAIN_TEXT_H

#include "../CProcessor/Processor.h"
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>

/// All bits are set of the bytes that are controls other than tabs and line ends, and the highest of those beyond ASCII.
static inline WRKAUD_WIDE __m256i wrkaud_odd_of_32(const uint8_t *_Nonnull bytes) {
    const __m256i text = _mm256_loadu_si256((const __m256i *)bytes);
    const __m256i is_control = _mm256_cmpeq_epi8(_mm256_min_epu8(text, _mm256_set1_epi8(0x1f)), text);
    const __m256i is_end = _mm256_or_si256(
        _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\n')), _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\r')));
    const __m256i is_gap = _mm256_or_si256(is_end, _mm256_cmpeq_epi8(text, _mm256_set1_epi8('\t')));
    return _mm256_or_si256(text, _mm256_andnot_si256(is_gap, is_control));
}

/// How many bytes from the first on are plain text for sure, in steps of 64. For processors of which `wrkaud_is_wide` says so.
static inline WRKAUD_WIDE size_t wrkaud_plain_wide(const uint8_t *_Nonnull bytes, size_t count) {
    size_t at = 0;
    for (; at + 64 <= count; at += 64) {
        const __m256i odd = _mm256_or_si256(wrkaud_odd_of_32(bytes + at), wrkaud_odd_of_32(bytes + at + 32));
        if (_mm256_movemask_epi8(odd)) break;
    }
    return at;
}
#endif

/// The same, and 0 where the processor has no such registers. `wide`: what `wrkaud_is_wide` said.
static inline size_t wrkaud_plain_text(const uint8_t *_Nonnull bytes, size_t count, int wide) {
#if defined(__x86_64__)
    if (wide) return wrkaud_plain_wide(bytes, count);
#endif
    return 0;
}

#endif
