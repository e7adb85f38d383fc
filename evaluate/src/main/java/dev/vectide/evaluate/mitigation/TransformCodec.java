package dev.vectide.evaluate.mitigation;

import dev.vectide.core.transform.VectorMap;
import dev.vectide.core.transform.VectorMapFile;
import java.util.Arrays;

/** A transform as bytes, in the layout of {@link VectorMapFile}. */
final class TransformCodec {
    private TransformCodec() {}

    static byte[] write(TransformArtefact artefact) {
        return new VectorMapFile(artefact.source(), artefact.transform().map()).toBytes();
    }

    static TransformArtefact read(byte[] bytes) {
        VectorMapFile file = VectorMapFile.fromBytes(bytes);
        return new TransformArtefact(file.source(), transform(file.map()));
    }

    private static Transform transform(VectorMap map) {
        double[][] rows = map.rows();
        double[][] rest = Arrays.copyOfRange(rows, 1, rows.length);
        return switch (map.kind()) {
            case CENTRING -> new Centring(rows[0]);
            case ALL_BUT_THE_TOP -> new AllButTheTop(rows[0], rest);
            case WHITENING -> new Whitening(rows[0], rest);
            case ADAPTER -> new Adapter(rows);
        };
    }

    static double[][] behind(double[] mean, double[][] rest) {
        double[][] rows = new double[1 + rest.length][];
        rows[0] = mean;
        System.arraycopy(rest, 0, rows, 1, rest.length);
        return rows;
    }
}
