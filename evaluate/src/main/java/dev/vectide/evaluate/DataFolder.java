package dev.vectide.evaluate;

import dev.vectide.core.event.Bytes;
import dev.vectide.evaluate.data.DataException;
import dev.vectide.evaluate.data.DataFiles;
import dev.vectide.evaluate.data.Table;
import dev.vectide.evaluate.data.Tables;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A data set's files on disk: a folder, or a single file. */
public final class DataFolder implements DataFiles {
    /** A folder, one below it, and for pictures by split and label one more. */
    private static final int DEPTH = 3;

    private final Path path;
    private final List<String> files;

    /** @throws DataException if nothing readable is there */
    public DataFolder(Path path) {
        this.path = path.toAbsolutePath().normalize();
        if (Files.isRegularFile(this.path)) {
            String name = this.path.getFileName().toString();
            if (!Tables.knows(name)) {
                throw new DataException(path + ": expected a file that ends in .ndjson, .jsonl, .tsv or .csv");
            }
            files = List.of(name);
        } else {
            files = listed(path, this.path);
        }
    }

    private static List<String> listed(Path said, Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new DataException(said + ": expected a folder or a file that can be read");
        }
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            return found.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new DataException(said + ": cannot be listed: " + e.getMessage());
        }
    }

    @Override
    public String name() {
        Path file = path.getFileName();
        String name = file == null ? path.toString() : file.toString();
        return Files.isRegularFile(path) ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    @Override
    public List<String> files() {
        return files;
    }

    private Path at(String file) {
        return Files.isRegularFile(path) ? path : path.resolve(file);
    }

    @Override
    public Bytes bytes(String file) {
        try {
            return Bytes.copyOf(Files.readAllBytes(at(file)));
        } catch (IOException e) {
            throw new DataException(at(file) + ": cannot be read: " + e.getMessage());
        }
    }

    @Override
    public Table table(String file) {
        Path at = at(file);
        try (InputStream in = Files.newInputStream(at)) {
            return Tables.read(file, in);
        } catch (IOException e) {
            throw new DataException(at + ": cannot be read: " + e.getMessage());
        }
    }
}
