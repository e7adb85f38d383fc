package dev.vectide.encoder.onnx;

import dev.vectide.encoder.graph.FusedBert;
import dev.vectide.encoder.graph.PooledExport;
import dev.vectide.encoder.graph.QuantisedBert;
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
    /** The same of a quantised export. */
    FUSED_QUANTISED("fused-int8-" + QuantisedBert.VERSION, SameVectors.QUANTISED) {
        @Override
        void write(ModelFiles files, OutputStream to) throws IOException {
            QuantisedBert.write(files.model(), files.space(), to);
        }
    },
    /** The same, for several texts that are computed in turns; it is held against {@link #FUSED_QUANTISED}. */
    IN_TURNS("fused-int8-" + QuantisedBert.VERSION + "-in-turns-" + GroupedTexts.SIZE, SameVectors.SAME) {
        @Override
        void write(ModelFiles files, OutputStream to) throws IOException {
            QuantisedBert.writeInTurns(files.model(), files.space(), GroupedTexts.SIZE, to);
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
    private final SameVectors.Floor floor;

    Rewrite(String variant, SameVectors.Floor floor) {
        this.variant = variant;
        this.floor = floor;
    }

    /** @throws dev.vectide.encoder.graph.UnknownGraphException if the model is not one that this can be made of */
    abstract void write(ModelFiles files, OutputStream to) throws IOException;

    /** As the producer stamp has it, with the version of what writes it. */
    String variant() {
        return variant;
    }

    /** How near it has to be to the export. */
    SameVectors.Floor floor() {
        return floor;
    }
}
