package dev.vectide.encoder.onnx;

/** Keeps DJL from looking for anything on the network: its libraries are in its jars. */
final class NativeLibraries {
    private NativeLibraries() {}

    static void prepare() {
        setUnlessSet("ai.djl.offline", "true");
        // A CUDA machine would otherwise make the tokenizer fetch a CUDA build of itself.
        setUnlessSet("RUST_FLAVOR", "cpu");
        setUnlessSet("ai.djl.onnx.disable_alternative", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
    }

    private static void setUnlessSet(String name, String value) {
        if (System.getProperty(name) == null && System.getenv(name) == null) {
            System.setProperty(name, value);
        }
    }
}
