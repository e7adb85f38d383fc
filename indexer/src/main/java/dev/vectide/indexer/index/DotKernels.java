package dev.vectide.indexer.index;

import dev.vectide.core.vector.VectorApi;

/** Chooses the kernel: the Vector API where its module is there and gets compiled well, its plain twin where not. */
final class DotKernels {
    private DotKernels() {}

    static DotKernel best() {
        return VectorApi.isCompiledWell()
                ? VectorApi.orPlain(() -> new VectorDotKernel(), () -> new PlainDotKernel())
                : new PlainDotKernel();
    }
}
