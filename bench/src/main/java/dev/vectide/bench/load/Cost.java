package dev.vectide.bench.load;

/**
 * Processor time of the system and of what loads and watches it, in seconds, and the time that passed.
 *
 * @param system of the process under load
 * @param producer of this process
 */
record Cost(double seconds, double system, double producer) {
    Cost since(Cost before) {
        return new Cost(seconds - before.seconds, system - before.system, producer - before.producer);
    }

    double systemCores() {
        return system / seconds;
    }

    double producerCores() {
        return producer / seconds;
    }
}
