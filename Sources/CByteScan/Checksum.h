// CRC-32 as gzip and zip have it, 64 bytes at a time: carry-less products fold what is behind onto what comes, then
// Barrett's reduction makes 32 bits of 128 (Gopal et al., Fast CRC Computation for Generic Polynomials Using PCLMULQDQ).
//
// Header only. zlib's crc32 gives the same: it is what this is tested against, and what other processors use.
#ifndef WRKAUD_CHECKSUM_H
#define WRKAUD_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// Fewer bytes are not folded.
#define WRKAUD_CHECKSUM_LEAST 64

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

/// Functions so marked may only be called where `wrkaud_can_fold` says so.
#define WRKAUD_FOLDING __attribute__((target("pclmul,sse4.1")))

/// Two 64-bit halves of `bits` moved on by as many bits as the constants stand for.
#define WRKAUD_FOLD(bits, by) _mm_xor_si128(_mm_clmulepi64_si128(bits, by, 0x00), _mm_clmulepi64_si128(bits, by, 0x11))

static inline WRKAUD_FOLDING __m128i wrkaud_fold_128(__m128i bits, __m128i by, __m128i onto) {
    return _mm_xor_si128(WRKAUD_FOLD(bits, by), onto);
}

/// The 32 bits that are left of 128.
static inline WRKAUD_FOLDING uint32_t wrkaud_reduce_128(__m128i bits) {
    const __m128i low = _mm_setr_epi32(-1, 0, -1, 0);
    const __m128i by_128 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0), by_64 = _mm_set_epi64x(0, 0x0163cd6124);
    const __m128i barrett = _mm_set_epi64x(0x01f7011641, 0x01db710641);
    bits = _mm_xor_si128(_mm_srli_si128(bits, 8), _mm_clmulepi64_si128(bits, by_128, 0x10));
    bits = _mm_xor_si128(_mm_srli_si128(bits, 4), _mm_clmulepi64_si128(_mm_and_si128(bits, low), by_64, 0x00));
    __m128i product = _mm_and_si128(_mm_clmulepi64_si128(_mm_and_si128(bits, low), barrett, 0x10), low);
    product = _mm_clmulepi64_si128(product, barrett, 0x00);
    return (uint32_t)_mm_extract_epi32(_mm_xor_si128(bits, product), 1);
}

/// The inner state of the sum behind `count` more bytes: a multiple of 16, WRKAUD_CHECKSUM_LEAST at least.
static inline WRKAUD_FOLDING uint32_t
wrkaud_checksum_folded(uint32_t state, const uint8_t *_Nonnull bytes, size_t count) {
    const __m128i by_512 = _mm_set_epi64x(0x01c6e41596, 0x0154442bd4);
    const __m128i by_128 = _mm_set_epi64x(0x00ccaa009e, 0x01751997d0);
    const __m128i *p = (const __m128i *)bytes;
    __m128i a = _mm_xor_si128(_mm_loadu_si128(p), _mm_cvtsi32_si128((int)state));
    __m128i b = _mm_loadu_si128(p + 1), c = _mm_loadu_si128(p + 2), d = _mm_loadu_si128(p + 3);
    for (p += 4, count -= 64; count >= 64; p += 4, count -= 64) {
        a = wrkaud_fold_128(a, by_512, _mm_loadu_si128(p));
        b = wrkaud_fold_128(b, by_512, _mm_loadu_si128(p + 1));
        c = wrkaud_fold_128(c, by_512, _mm_loadu_si128(p + 2));
        d = wrkaud_fold_128(d, by_512, _mm_loadu_si128(p + 3));
    }
    a = wrkaud_fold_128(wrkaud_fold_128(wrkaud_fold_128(a, by_128, b), by_128, c), by_128, d);
    for (; count >= 16; p++, count -= 16) a = wrkaud_fold_128(a, by_128, _mm_loadu_si128(p));
    return wrkaud_reduce_128(a);
}
#endif

/// Whether `wrkaud_checksum` may be called.
static inline int wrkaud_can_fold(void) {
#if defined(__x86_64__)
    unsigned a, b, c, d;
    const unsigned needed = 1u << 1 | 1u << 19;  // PCLMULQDQ, SSE4.1
    return __get_cpuid(1, &a, &b, &c, &d) && (c & needed) == needed;
#else
    return 0;
#endif
}

/// The sum behind `count` more bytes, a multiple of 16 and WRKAUD_CHECKSUM_LEAST at least.
static inline uint32_t wrkaud_checksum(uint32_t sum, const uint8_t *_Nonnull bytes, size_t count) {
#if defined(__x86_64__)
    return ~wrkaud_checksum_folded(~sum, bytes, count);
#else
    (void)bytes;
    (void)count;
    return sum;
#endif
}

#endif
