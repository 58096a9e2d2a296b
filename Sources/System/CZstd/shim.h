#pragma once
#include <stdio.h>
#include <zstd.h>
