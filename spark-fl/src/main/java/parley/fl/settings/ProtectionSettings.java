package parley.fl.settings;

import java.util.Optional;
import java.util.OptionalInt;
import parley.fl.plan.Packing;
import parley.fl.plan.PlanFile;

/**
 * How a training is protected, by which parameters, and what comes out of it. Immutable, so safe
 * for use by several threads.
 *
 * @param kind encrypted, or in clear
 * @param plan the plan to follow, in place of the planner's choice
 * @param packing asked for; empty to let the planner choose
 * @param logRingDimension log2 of the ring dimension asked for; empty to let the planner choose
 * @param revealWeights whether the querier gets the weights
 * @param rowsPerOpening rows that one opening of predictions carries at most; empty for as many as
 *     there is room
 * @param allowTwoProviders whether two will do, who learn each other's sums
 */
public record ProtectionSettings(
    Protection kind,
    Optional<PlanFile> plan,
    Optional<Packing> packing,
    OptionalInt logRingDimension,
    boolean revealWeights,
    OptionalInt rowsPerOpening,
    boolean allowTwoProviders) {}
