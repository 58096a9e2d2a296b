#pragma once
#include <lzma.h>

// The macros behind these use UINT32_C, which Swift does not import.
static const uint32_t MW_LZMA_CONCATENATED = LZMA_CONCATENATED;
