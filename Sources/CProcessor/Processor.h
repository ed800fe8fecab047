// What the processor can do, asked at run time: one program runs on every machine and uses the wide registers of those
// that have them.
#ifndef WRKAUD_PROCESSOR_H
#define WRKAUD_PROCESSOR_H

#include <stdint.h>

#if defined(__x86_64__)
#include <cpuid.h>
/// Functions so marked may only be called where `wrkaud_is_wide` says so.
#define WRKAUD_WIDE __attribute__((target("avx2,pclmul,bmi,bmi2,lzcnt,popcnt")))
/// Functions so marked may only be called where `wrkaud_width` is 2.
#define WRKAUD_WIDEST                                                                                                  \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,pclmul,bmi,bmi2,lzcnt,popcnt")))
#endif

/// Whether the processor and the system let AVX2 be used, and the instructions on single bits and the products without
/// carries of its time.
static inline int wrkaud_is_wide(void) {
#if defined(__x86_64__)
    unsigned a, b, c, d;
    const unsigned saved = 1u << 27 | 1u << 28 | 1u << 23 | 1u << 1;  // OSXSAVE, AVX, POPCNT, PCLMULQDQ
    if (!__get_cpuid(1, &a, &b, &c, &d) || (c & saved) != saved) return 0;
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    if ((low & 6) != 6) return 0;  // the system saves the wide registers
    const unsigned bits = 1u << 5 | 1u << 3 | 1u << 8;  // AVX2, BMI1, BMI2
    if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || (b & bits) != bits) return 0;
    return __get_cpuid(0x80000001, &a, &b, &c, &d) && (c & (1u << 5));  // LZCNT
#else
    return 0;
#endif
}

/// Which registers may be used: 0 those that every processor of its kind has, 1 AVX2 as well, 2 also AVX-512 with the moves
/// of single bytes (VBMI2).
static inline int wrkaud_width(void) {
    if (!wrkaud_is_wide()) return 0;
#if defined(__x86_64__)
    unsigned a, b, c, d;
    uint32_t low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    const unsigned of_b = 1u << 16 | 1u << 30 | 1u << 31, of_c = 1u << 1 | 1u << 6;  // F, BW, VL; VBMI, VBMI2
    if ((low & 0xe6) == 0xe6 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & of_b) == of_b && (c & of_c) == of_c) return 2;
#endif
    return 1;
}

#endif
