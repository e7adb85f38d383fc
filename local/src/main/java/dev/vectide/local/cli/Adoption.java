package dev.vectide.local.cli;

import dev.vectide.core.space.Fingerprint;
import dev.vectide.evaluate.mitigation.JudgedTransform;
import dev.vectide.evaluate.mitigation.TransformArtefact;
import dev.vectide.evaluate.report.Outcomes;
import dev.vectide.evaluate.report.SpaceResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a judged transform and the settings of the space that it makes.
 *
 * @param mitigation as it was named
 * @param to folder that they are written to
 * @param anyway whether one that is not worth having is written too
 */
record Adoption(String mitigation, Path to, boolean anyway) {
    static final String TRANSFORM = "transform.vtrf";
    static final String SETTINGS = "space.yaml";

    /**
     * @return the settings that were written
     * @throws CommandException if it is not worth having, or cannot be written
     */
    String write(SpaceResult result) {
        JudgedTransform judged = result.findings().mitigations().stream()
                .findFirst()
                .orElseThrow(() -> CommandException.failed("--adopt: " + mitigation + " could not be judged"
                        + result.findings().notes().stream().map(note -> "; " + note).reduce("", String::concat)));
        if (!judged.judgement().adopted() && !anyway) {
            throw CommandException.failed("--adopt: " + mitigation + " is not written: " + Outcomes.of(judged.judgement())
                    + "; --mitigations shows the figures, --anyway writes it all the same");
        }
        Path file = to.toAbsolutePath().normalize().resolve(TRANSFORM);
        String name = result.name() + "." + mitigation;
        String yaml = "spaces:\n  - name: " + name + "\n    base: " + result.name() + "\n    transform: " + quoted(file) + "\n";
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, new TransformArtefact(new Fingerprint(result.fingerprint()), judged.transform()).toBytes());
            Files.writeString(file.resolveSibling(SETTINGS), yaml);
        } catch (IOException e) {
            throw CommandException.failed("--adopt-to: " + to + " cannot be written: " + e);
        }
        return yaml;
    }

    private static String quoted(Path file) {
        return "\"" + file.toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
