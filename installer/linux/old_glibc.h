/* Included into everything compiled for the .deb. The C library of the build system has two versions of these
 * functions: the newer one (2.29) only leaves out a wrapper around errno, and UOS 20 (2.28) does not have it. */
#if defined(__x86_64__) && !defined(__ASSEMBLER__)
__asm__(".symver exp,exp@GLIBC_2.2.5");
__asm__(".symver exp2,exp2@GLIBC_2.2.5");
__asm__(".symver log,log@GLIBC_2.2.5");
__asm__(".symver log2,log2@GLIBC_2.2.5");
__asm__(".symver pow,pow@GLIBC_2.2.5");
#endif
