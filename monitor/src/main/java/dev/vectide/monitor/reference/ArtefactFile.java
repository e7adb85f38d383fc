package dev.vectide.monitor.reference;

import dev.vectide.core.event.Bytes;
import dev.vectide.monitor.stats.StateBytes;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Artefacts as one file: the eight bytes {@code VTXREFS\n}, format in four bytes (1), number of artefacts in four; of each
 * monitor, stream and space (two bytes of length, UTF-8), n, start and end (eight bytes each, times in milliseconds since the
 * epoch), length of the content in four bytes, content; at the end the SHA-256 of all before. Big-endian.
 */
public final class ArtefactFile {
    public static final int FORMAT = 1;
    /** More than any reference takes. */
    public static final int LARGEST = 256 << 20;

    private static final byte[] MAGIC = "VTXREFS\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM = 32;
    private static final int MOST = 16;

    private ArtefactFile() {}

    public static byte[] write(List<Artefact> artefacts) {
        byte[] content = StateBytes.toBytes(out -> {
            out.write(MAGIC);
            out.writeInt(FORMAT);
            out.writeInt(artefacts.size());
            for (Artefact artefact : artefacts) {
                write(artefact, out);
            }
        });
        byte[] file = Arrays.copyOf(content, content.length + CHECKSUM);
        System.arraycopy(Artefact.sha256().digest(content), 0, file, content.length, CHECKSUM);
        return file;
    }

    private static void write(Artefact artefact, DataOutputStream out) throws IOException {
        out.writeUTF(artefact.monitor());
        out.writeUTF(artefact.stream());
        out.writeUTF(artefact.space());
        out.writeLong(artefact.n());
        out.writeLong(artefact.from().toEpochMilli());
        out.writeLong(artefact.to().toEpochMilli());
        byte[] content = artefact.content().toArray();
        out.writeInt(content.length);
        out.write(content);
    }

    /** @throws BrokenArtefactException if it is no such file, of a newer format, cut short or changed */
    public static List<Artefact> read(byte[] file) throws BrokenArtefactException {
        int header = MAGIC.length + 2 * Integer.BYTES;
        if (file.length < MAGIC.length || !Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new BrokenArtefactException("not a file of references");
        }
        if (file.length < header + CHECKSUM) {
            throw new BrokenArtefactException("cut short: " + file.length + " bytes");
        }
        try (DataInputStream in = new DataInputStream(
                new ByteArrayInputStream(file, MAGIC.length, file.length - MAGIC.length - CHECKSUM))) {
            int format = in.readInt();
            if (format != FORMAT) {
                throw new BrokenArtefactException("format " + format + ", this version reads format " + FORMAT);
            }
            MessageDigest hash = Artefact.sha256();
            hash.update(file, 0, file.length - CHECKSUM);
            if (!Arrays.equals(hash.digest(), Arrays.copyOfRange(file, file.length - CHECKSUM, file.length))) {
                throw new BrokenArtefactException("the checksum does not match: changed or cut short");
            }
            int count = in.readInt();
            if (count < 1 || count > MOST) {
                throw new BrokenArtefactException(count + " references, expected 1 to " + MOST);
            }
            List<Artefact> artefacts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                artefacts.add(read(in));
            }
            return List.copyOf(artefacts);
        } catch (IOException e) {
            throw new BrokenArtefactException("the content ends too early");
        }
    }

    private static Artefact read(DataInputStream in) throws IOException {
        String monitor = in.readUTF();
        String stream = in.readUTF();
        String space = in.readUTF();
        long n = in.readLong();
        Instant from = Instant.ofEpochMilli(in.readLong());
        Instant to = Instant.ofEpochMilli(in.readLong());
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("content of " + length + " bytes");
        }
        return new Artefact(monitor, stream, space, n, from, to, Bytes.copyOf(in.readNBytes(length)));
    }
}
