package dev.vectide.indexer.index;

/** Chooses the kernel: the Vector API where its module is there, its plain twin where not. */
final class DotKernels {
    private DotKernels() {}

    /** Found by name, since a direct reference would end a process that runs without the module. */
    static DotKernel best() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            return new PlainDotKernel();
        }
        try {
            return Class.forName("dev.vectide.indexer.index.VectorDotKernel")
                    .asSubclass(DotKernel.class)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            return new PlainDotKernel();
        }
    }
}
