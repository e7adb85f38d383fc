package dev.vectide.encoder.onnx;

/**
 * A graph to run in place of a model.
 *
 * @param bytes of ONNX; not to be written to
 * @param variant as the producer stamp has it
 * @param pools whether its output is one vector a text, as the space has it
 */
record Graph(byte[] bytes, String variant, boolean pools) {
    /** The model as it was exported. */
    static Graph export(ModelFiles files) {
        return new Graph(files.model(), "export", false);
    }
}
