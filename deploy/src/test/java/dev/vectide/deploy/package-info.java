/**
 * What lies in {@code deploy}, and docker-compose.yml, held against what reads it: manifests against the classes and the schema of
 * Kubernetes and its operators, and the Compose file by running it.
 */
@NullMarked
package dev.vectide.deploy;

import org.jspecify.annotations.NullMarked;
