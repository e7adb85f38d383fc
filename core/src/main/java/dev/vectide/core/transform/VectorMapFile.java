package dev.vectide.core.transform;

import dev.vectide.core.space.Fingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A map with the space it was fitted in. As bytes, big-endian:
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
 * @param source fingerprint of the space whose vectors it maps
 */
public record VectorMapFile(Fingerprint source, VectorMap map) {
    private static final byte[] MAGIC = "VTRF".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int HEADER = 4 + 1 + 1 + 32 + 4 + 4;

    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(
                HEADER + map.rows().length * map.dimension() * Double.BYTES + Integer.BYTES);
        out.put(MAGIC).put(VERSION).put(map.kind().number()).put(source.toBytes());
        map.numbers(out);
        return out.putInt(checksum(out.array())).array();
    }

    /** @throws IllegalArgumentException if they are damaged, of a newer version or no transform; the message says which */
    public static VectorMapFile fromBytes(byte[] bytes) {
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
        VectorMap.Kind kind = kind(in.get());
        byte[] source = new byte[32];
        in.get(source);
        int dimension = in.getInt();
        int rows = in.getInt();
        if (dimension < 1 || rows < 1 || in.remaining() - Integer.BYTES != (long) rows * dimension * Double.BYTES) {
            throw new IllegalArgumentException("transform of " + bytes.length + " bytes, which " + rows + " rows of dimension "
                    + dimension + " do not fill");
        }
        return new VectorMapFile(Fingerprint.of(source), new VectorMap(kind, doubles(in, rows, dimension)));
    }

    private static VectorMap.Kind kind(byte number) {
        return Arrays.stream(VectorMap.Kind.values())
                .filter(kind -> kind.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("transform of kind " + number + ": there is none"));
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

    /** Of all but the last four bytes. */
    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }
}
