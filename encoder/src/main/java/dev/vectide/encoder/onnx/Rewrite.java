package dev.vectide.encoder.onnx;

import dev.vectide.encoder.graph.FusedBert;
import dev.vectide.encoder.graph.PooledExport;
import java.io.IOException;
import java.io.OutputStream;

/** What can be made of an export. */
enum Rewrite {
    /** Several operations in one, pooling in the graph; single precision. */
    FUSED("fused-" + FusedBert.VERSION, SameVectors.SINGLE) {
        @Override
        void write(ModelFiles files, OutputStream to) throws IOException {
            FusedBert.write(files.model(), files.space(), false, to);
        }
    },
    /** The same of half precision. */
    FUSED_HALF("fused-fp16-" + FusedBert.VERSION, SameVectors.HALF) {
        @Override
        void write(ModelFiles files, OutputStream to) throws IOException {
            FusedBert.write(files.model(), files.space(), true, to);
        }
    },
    /** The export with pooling in the graph. */
    POOLED("pooled-" + PooledExport.VERSION, SameVectors.SINGLE) {
        @Override
        void write(ModelFiles files, OutputStream to) throws IOException {
            to.write(PooledExport.of(files.model(), files.space()));
        }
    };

    private final String variant;
    private final double floor;

    Rewrite(String variant, double floor) {
        this.variant = variant;
        this.floor = floor;
    }

    /** @throws dev.vectide.encoder.graph.UnknownGraphException if the model is not one that this can be made of */
    abstract void write(ModelFiles files, OutputStream to) throws IOException;

    /** As the producer stamp has it, with the version of what writes it. */
    String variant() {
        return variant;
    }

    /** The least cosine to the export. */
    double floor() {
        return floor;
    }
}
