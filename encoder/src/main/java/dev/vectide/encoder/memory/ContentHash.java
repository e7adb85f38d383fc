package dev.vectide.encoder.memory;

import dev.vectide.core.event.Bytes;
import dev.vectide.core.event.Content;
import dev.vectide.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** SHA-256 of what a document is made of; text, image and vector cannot be taken for one another. */
public final class ContentHash {
    private ContentHash() {}

    public static Bytes of(Content content) {
        MessageDigest digest = Sha256.begin();
        if (content instanceof Content.Text text) {
            digest.update((byte) 't');
            digest.update(text.text().getBytes(StandardCharsets.UTF_8));
        } else if (content instanceof Content.Image image) {
            digest.update((byte) 'i');
            digest.update(image.data().toArray());
        } else if (content instanceof Content.Vector vector) {
            digest.update((byte) 'v');
            digest.update(vector.vector().toLittleEndian());
        } else {
            throw new IllegalArgumentException("a deletion has no content");
        }
        return Bytes.copyOf(digest.digest());
    }
}
