package dev.vectide.encoder.onnx;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.onnxruntime.engine.OrtNDArray;
import ai.djl.translate.Batchifier;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import dev.vectide.core.space.ImageContract;
import dev.vectide.core.space.Space;
import java.nio.FloatBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One picture, as the contract's input, to one vector. */
final class ImageTranslator implements NoBatchifyTranslator<FloatBuffer, float[]> {
    private final Space space;
    private final ImageContract contract;
    private final String name;
    private final Pooler pooler;

    /** @param name of the graph's input */
    ImageTranslator(Space space, String name) {
        this.space = space;
        this.contract = Objects.requireNonNull(space.image());
        this.name = name;
        this.pooler = Pooler.of(space);
    }

    @Override
    public NDList processInput(TranslatorContext context, FloatBuffer values) {
        Shape shape = contract.layout() == ImageContract.Layout.NCHW
                ? new Shape(1, 3, contract.height(), contract.width())
                : new Shape(1, contract.height(), contract.width(), 3);
        NDArray array = context.getNDManager().create(values, shape, DataType.FLOAT32);
        array.setName(name);
        return new NDList(array);
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList list) {
        NDArray output = contract.output().isEmpty() ? list.get(0) : list.get(contract.output());
        if (output == null) {
            throw new IllegalStateException("space " + space.name() + ": the model has no output '" + contract.output() + "'");
        }
        if (output.getShape().size() != space.dimension()) {
            throw new IllegalStateException("space " + space.name() + ": the model's output has shape "
                    + output.getShape() + ", its contract says dimension " + space.dimension());
        }
        FloatBuffer values = ((OrtNDArray) output).getTensor().getFloatBuffer();
        return pooler.pool(values, 0, 1, 1);
    }

    @Override
    public @Nullable Batchifier getBatchifier() {
        return null;
    }
}
