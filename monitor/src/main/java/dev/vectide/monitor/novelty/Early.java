package dev.vectide.monitor.novelty;

import dev.vectide.monitor.nearest.Knn;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The nearest neighbours of one vector as another task has found them. They are what would be found here, provided that
 * the reference is the same. Written as: its id (8 bytes), of each neighbour place and similarity (4 bytes each). Lives
 * between two tasks of one job, never longer, and so bears no version.
 *
 * @param reference id of the one that they were found in
 */
record Early(long reference, List<Knn.Place> places) {
    byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + places.size() * (Integer.BYTES + Float.BYTES));
        bytes.putLong(reference);
        places.forEach(place -> bytes.putInt(place.index()).putFloat(place.similarity()));
        return bytes.array();
    }

    static Early of(byte[] written) {
        ByteBuffer bytes = ByteBuffer.wrap(written);
        long reference = bytes.getLong();
        List<Knn.Place> places = new ArrayList<>();
        while (bytes.hasRemaining()) {
            places.add(new Knn.Place(bytes.getInt(), bytes.getFloat()));
        }
        return new Early(reference, places);
    }
}
