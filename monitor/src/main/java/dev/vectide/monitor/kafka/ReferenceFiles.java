package dev.vectide.monitor.kafka;

import dev.vectide.monitor.reference.Artefact;
import dev.vectide.monitor.reference.ArtefactFile;
import dev.vectide.monitor.reference.BrokenArtefactException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The artefacts of {@code monitor.artefacts}, {@code <id>.vtxref} each, written aside and renamed. Several processes may
 * share the folder: equal names have equal content.
 *
 * <p>Safe for concurrent use.
 */
final class ReferenceFiles {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{12}");

    private final Path folder;

    ReferenceFiles(Path folder) {
        this.folder = folder;
    }

    void keep(Artefact artefact) {
        Path file = file(artefact.id());
        if (Files.exists(file)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path aside = Files.createTempFile(folder, artefact.id(), ".part");
            try {
                Files.write(aside, ArtefactFile.write(List.of(artefact)));
                Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(aside);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("reference " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    Artefact load(String id) throws BrokenArtefactException {
        if (!ID.matcher(id).matches()) { // People's orders name them, too.
            throw new BrokenArtefactException("'" + id + "' is not the id of a reference");
        }
        Path file = file(id);
        try {
            List<Artefact> found = ArtefactFile.read(Files.readAllBytes(file));
            if (found.size() != 1 || !found.get(0).id().equals(id)) {
                throw new BrokenArtefactException("holds another reference");
            }
            return found.get(0);
        } catch (NoSuchFileException e) {
            throw new BrokenArtefactException(file + " is not there");
        } catch (IOException e) {
            throw new BrokenArtefactException(file + " cannot be read: " + e.getMessage());
        } catch (BrokenArtefactException e) {
            throw new BrokenArtefactException(file + ": " + e.getMessage());
        }
    }

    private Path file(String id) {
        return folder.resolve(id + ".vtxref");
    }
}
