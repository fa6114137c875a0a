package dev.bellows.testkit.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How mishaps are drawn.
 *
 * @param seed equal seeds give equal plans
 * @param kinds what may happen
 * @param probability how likely a mishap is at each step, from 0 to 1
 * @param most how many mishaps there are at most
 */
public record RandomFaults(long seed, Set<FaultKind> kinds, double probability, int most) {
    /** Checks the probability. */
    public RandomFaults {
        if (probability < 0 || probability > 1) {
            throw new IllegalArgumentException("probability: " + probability + " (expected: 0 to 1)");
        }
        kinds = Set.copyOf(kinds);
    }

    FaultPlan plan() {
        return new Drawn(this);
    }

    private static final class Drawn implements FaultPlan {
        private final SplittableRandom random;
        private final List<FaultKind> kinds = new ArrayList<>();
        private final double probability;
        private int left;

        Drawn(RandomFaults faults) {
            random = new SplittableRandom(faults.seed);
            // In the order of the enum: that of a set differs from one JVM to the next.
            for (FaultKind kind : FaultKind.values()) {
                if (faults.kinds.contains(kind)) {
                    kinds.add(kind);
                }
            }
            probability = faults.probability;
            left = faults.most;
        }

        @Override
        public Optional<Fault> at(Step step) {
            if (left == 0 || random.nextDouble() >= probability) {
                return Optional.empty();
            }
            List<FaultKind> possible =
                    kinds.stream().filter(kind -> kind.appliesTo(step)).toList();
            if (possible.isEmpty()) {
                return Optional.empty();
            }
            left--;
            FaultKind kind = possible.get(random.nextInt(possible.size()));
            return Optional.of(random.nextBoolean() ? Fault.before(kind) : Fault.after(kind));
        }
    }
}
