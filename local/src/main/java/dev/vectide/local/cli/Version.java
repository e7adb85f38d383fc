package dev.vectide.local.cli;

import picocli.CommandLine.IVersionProvider;

/** From the jar's manifest; classes outside a jar have none. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "vectide " + (version == null ? "(not built)" : version),
            "Java " + Runtime.version() + ", " + System.getProperty("java.vendor")
        };
    }
}
