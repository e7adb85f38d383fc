package dev.vectide.evaluate.mitigation;

import dev.vectide.core.space.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A transform as bytes, big-endian:
 *
 * <pre>
 * "VTRF"                     4 bytes
 * version                    1, now 1
 * kind                       1: 1 centring, 2 all but the top, 3 whitening, 4 adapter
 * source's fingerprint       32
 * dimension d, rows r        4 and 4
 * r rows of d doubles        8 r d: μ, then directions or the matrix; an adapter has no μ
 * CRC-32C of all before      4
 * </pre>
 *
 * A transform's fingerprint is the SHA-256 of {@code vectide-transform-1} and these bytes from the kind on, without the
 * source's fingerprint and the checksum.
 */
final class TransformCodec {
    private static final byte[] MAGIC = "VTRF".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int HEADER = 4 + 1 + 1 + 32 + 4 + 4;

    private TransformCodec() {}

    static byte[] write(TransformArtefact artefact) {
        double[][] rows = rows(artefact.transform());
        int dimension = artefact.transform().dimension();
        ByteBuffer out = ByteBuffer.allocate(HEADER + rows.length * dimension * Double.BYTES + Integer.BYTES);
        out.put(MAGIC).put(VERSION).put(kind(artefact.transform())).put(artefact.source().toBytes());
        numbers(out, rows, dimension);
        return out.putInt(checksum(out.array())).array();
    }

    static Fingerprint fingerprint(Transform transform) {
        double[][] rows = rows(transform);
        ByteBuffer bytes = ByteBuffer.allocate(1 + 4 + 4 + rows.length * transform.dimension() * Double.BYTES);
        numbers(bytes.put(kind(transform)), rows, transform.dimension());
        MessageDigest digest = sha256();
        digest.update("vectide-transform-1".getBytes(StandardCharsets.US_ASCII));
        return Fingerprint.of(digest.digest(bytes.array()));
    }

    private static void numbers(ByteBuffer out, double[][] rows, int dimension) {
        out.putInt(dimension).putInt(rows.length);
        for (double[] row : rows) {
            for (double value : row) {
                out.putDouble(value);
            }
        }
    }

    static TransformArtefact read(byte[] bytes) {
        if (bytes.length < MAGIC.length + 1 || !Arrays.equals(MAGIC, Arrays.copyOf(bytes, MAGIC.length))) {
            throw new IllegalArgumentException(bytes.length + " bytes that do not begin with VTRF are no transform");
        }
        if (bytes[MAGIC.length] != VERSION) {
            throw new IllegalArgumentException(
                    "transform of format version " + bytes[MAGIC.length] + ": this program reads version " + VERSION);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER + Integer.BYTES || in.getInt(bytes.length - Integer.BYTES) != checksum(bytes)) {
            throw new IllegalArgumentException("transform of " + bytes.length + " bytes is damaged: its checksum is another");
        }
        in.position(MAGIC.length + 1);
        byte kind = in.get();
        byte[] source = new byte[32];
        in.get(source);
        int dimension = in.getInt();
        int rows = in.getInt();
        if (dimension < 1 || rows < 1 || in.remaining() - Integer.BYTES != (long) rows * dimension * Double.BYTES) {
            throw new IllegalArgumentException("transform of " + bytes.length + " bytes, which " + rows + " rows of dimension "
                    + dimension + " do not fill");
        }
        return new TransformArtefact(Fingerprint.of(source), transform(kind, doubles(in, rows, dimension)));
    }

    private static double[][] doubles(ByteBuffer in, int rows, int dimension) {
        double[][] numbers = new double[rows][dimension];
        for (double[] row : numbers) {
            for (int j = 0; j < dimension; j++) {
                row[j] = in.getDouble();
            }
        }
        return numbers;
    }

    private static byte kind(Transform transform) {
        if (transform instanceof Centring) {
            return 1;
        }
        if (transform instanceof AllButTheTop) {
            return 2;
        }
        return (byte) (transform instanceof Whitening ? 3 : 4);
    }

    private static Transform transform(byte kind, double[][] rows) {
        int dimension = rows[0].length;
        double[][] rest = Arrays.copyOfRange(rows, 1, rows.length);
        if (kind == 1 && rest.length == 0) {
            return new Centring(rows[0]);
        }
        if (kind == 2 && rest.length > 0) {
            return new AllButTheTop(rows[0], rest);
        }
        if (kind == 3 && rest.length == dimension) {
            return new Whitening(rows[0], rest);
        }
        if (kind == 4 && rows.length == dimension) {
            return new Adapter(rows);
        }
        throw new IllegalArgumentException("transform of kind " + kind + " with " + rows.length + " rows of dimension "
                + dimension + ": there is none");
    }

    private static double[][] rows(Transform transform) {
        if (transform instanceof Centring centring) {
            return new double[][] {centring.mean()};
        }
        if (transform instanceof AllButTheTop abtt) {
            return behind(abtt.mean(), abtt.top());
        }
        if (transform instanceof Whitening whitening) {
            return behind(whitening.mean(), whitening.matrix());
        }
        return ((Adapter) transform).matrix();
    }

    private static double[][] behind(double[] mean, double[][] rest) {
        double[][] rows = new double[1 + rest.length][];
        rows[0] = mean;
        System.arraycopy(rest, 0, rows, 1, rest.length);
        return rows;
    }

    /** Of all but the last four bytes. */
    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
