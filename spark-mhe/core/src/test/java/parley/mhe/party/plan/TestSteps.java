package parley.mhe.party.plan;

import java.util.List;
import parley.mhe.layout.CoefficientLayout;
import parley.mhe.layout.ConversionMap;
import parley.mhe.layout.Factor;
import parley.mhe.layout.SlotLayout;

/** One step of each kind, with no number at a default. */
final class TestSteps {
  private TestSteps() {}

  static final UploadStep MAP =
      new UploadStep(
          new StepPlaces("train/map", 9, 2, 3),
          ProtocolKind.UPLOAD,
          2,
          5,
          4,
          45,
          44,
          3,
          0,
          0,
          StepSource.NONE);

  static final UploadStep SUM_MAP =
      new UploadStep(
          new StepPlaces("train/sum-map", 9, 2, 3),
          ProtocolKind.SUM_UPLOAD,
          2,
          5,
          4,
          45,
          44,
          3,
          16,
          0,
          StepSource.of("train/refresh"));

  static final UploadStep SUMS =
      new UploadStep(
          new StepPlaces("train/sums", 9, 2, 3),
          ProtocolKind.SUMS,
          0,
          0,
          4,
          0,
          44,
          3,
          0,
          1000,
          StepSource.NONE);

  static final RefreshStep RENEW =
      new RefreshStep(
          new StepPlaces("train/renew", 9, 2, 3), 4, 5, 44, 200, 7, 5, StepSource.of("train/map"));

  static final SumRefreshStep REFRESH =
      new SumRefreshStep(
          new StepPlaces("train/refresh", 9, 2, 3),
          3,
          2,
          16,
          4,
          5,
          44,
          45,
          200,
          7,
          3,
          "train/refresh",
          20,
          StepSource.of("train/map"));

  static final ConvertingStep CONVERT =
      new ConvertingStep(
          new StepPlaces("train/convert", 9, 2, 3),
          List.of(map(1), map(2)),
          4,
          5,
          44,
          45,
          200,
          7,
          true,
          StepSource.of("train/map"));

  static final ProductStep PRODUCT =
      new ProductStep(
          new StepPlaces("train/product", 9, 2, 3),
          "train/convert",
          ConversionMap.toCoefficients(
                  new SlotLayout(1024, 5, 2), CoefficientLayout.of(1024, 5, 2), Factor.ONE)
              .canonical(),
          128,
          true,
          2,
          4,
          44,
          90,
          StepSource.computedFrom("train/map"));

  private static String map(int multiplier) {
    return ConversionMap.toSlots(
            CoefficientLayout.of(1024, 5, 2),
            new SlotLayout(1024, 5, 2),
            Factor.of(multiplier, 1, 1))
        .canonical();
  }

  static final OpeningStep OPEN =
      new OpeningStep(
          new StepPlaces("train/open", 9, 2, 3),
          ProtocolKind.DECRYPTION,
          4,
          44,
          500,
          3,
          4000,
          12,
          0,
          0,
          StepSource.of("train/sums"));

  static final OpeningStep SWITCH =
      new OpeningStep(
          new StepPlaces("train/switch", 9, 2, 3),
          ProtocolKind.KEY_SWITCH,
          5,
          45,
          500,
          0,
          7,
          12,
          10,
          20,
          StepSource.of("train/refresh"));

  static final List<PlanStep> ALL =
      List.of(MAP, SUM_MAP, SUMS, RENEW, REFRESH, CONVERT, PRODUCT, OPEN, SWITCH);
}
