package parley.python;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parley.fl.evaluation.BinaryMetrics;
import parley.fl.querier.HiddenGlm;
import parley.fl.stat.FederatedANOVATest;
import parley.fl.stat.FederatedChiSquareTest;
import parley.fl.stat.FederatedCorrelation;
import parley.fl.stat.FederatedCosine;
import parley.fl.stat.FederatedCrosstab;
import parley.fl.stat.FederatedKolmogorovSmirnovTest;
import parley.fl.stat.FederatedQuantiles;
import parley.fl.stat.FederatedSummarizer;
import parley.fl.stat.FederatedTTest;
import parley.fl.stat.ProviderQuery;
import parley.fl.stat.TableOne;
import parley.fl.statistic.compare.AnovaStatistic;
import parley.fl.statistic.compare.JarqueBeraStatistic;
import parley.fl.statistic.compare.NormalFitStatistic;
import parley.fl.statistic.compare.ProportionStatistic;
import parley.fl.statistic.compare.RankStatistic;
import parley.fl.statistic.compare.TTestStatistic;
import parley.fl.statistic.correlate.CovarianceStatistic;
import parley.fl.statistic.correlate.SpearmanStatistic;
import parley.fl.statistic.cox.CoxStatistic;
import parley.fl.statistic.describe.DescribeStatistic;
import parley.fl.statistic.describe.TableOneStatistic;
import parley.fl.statistic.glm.GlmModel;
import parley.fl.statistic.glm.GlmStatistic;
import parley.fl.statistic.grid.Grid;
import parley.fl.statistic.linear.LinearStatistic;
import parley.fl.statistic.meta.MantelHaenszelStatistic;
import parley.fl.statistic.meta.MetaStatistic;
import parley.fl.statistic.meta.MetaTerm;
import parley.fl.statistic.multinomial.MultinomialStatistic;
import parley.fl.statistic.quantile.HistogramStatistic;
import parley.fl.statistic.quantile.QuantileRange;
import parley.fl.statistic.quantile.QuantileStatistic;
import parley.fl.statistic.quantile.TopStatistic;
import parley.fl.statistic.run.DisclosureRules;
import parley.fl.statistic.study.StudyStatistic;
import parley.fl.statistic.survival.KaplanMeierStatistic;
import parley.fl.statistic.survival.LogRankStatistic;
import parley.fl.statistic.survival.TimeGrid;
import parley.fl.statistic.table.CrossTabStatistic;
import parley.fl.study.FederatedStudy;
import parley.fl.study.MetaAnalysis;
import parley.fl.survival.FederatedKaplanMeier;
import parley.fl.survival.FederatedLogRankTest;
import parley.fl.table.Category;
import parley.robust.audit.baserate.BaseRate;
import parley.robust.audit.baserate.BaseRateReport;
import parley.robust.audit.fairness.Calibration;
import parley.robust.audit.fairness.GroupFairness;
import parley.robust.audit.fairness.Impossibility;
import parley.robust.audit.frame.GroupBands;
import parley.robust.audit.frame.GroupCounter;
import parley.robust.audit.frame.GroupCounts;
import parley.robust.audit.frame.MetricFrame;
import parley.robust.audit.frame.StatisticalBias;
import parley.robust.audit.report.AuditReport;
import parley.robust.audit.report.AuditSection;
import parley.robust.audit.report.AuditSections;
import parley.robust.audit.report.FairnessSections;
import parley.robust.audit.report.ModelCard;
import parley.robust.audit.report.ShiftSections;
import parley.robust.audit.shift.ShiftStudy;
import parley.robust.audit.shift.column.ReferenceStatistics;
import parley.robust.defence.CertifiedAccuracy;
import parley.robust.evaluation.RobustnessStudy;

/** What other languages are offered beside the stages: queries, studies, audits. Stateless. */
final class OpenClasses {
  /** In the order of their packages. */
  static final List<Class<?>> ALL =
      List.of(
          BinaryMetrics.class,
          HiddenGlm.class,
          FederatedANOVATest.class,
          FederatedChiSquareTest.class,
          FederatedCorrelation.class,
          FederatedCosine.class,
          FederatedCrosstab.class,
          FederatedKolmogorovSmirnovTest.class,
          FederatedQuantiles.class,
          FederatedSummarizer.class,
          FederatedTTest.class,
          ProviderQuery.class,
          TableOne.class,
          AnovaStatistic.class,
          JarqueBeraStatistic.class,
          NormalFitStatistic.class,
          ProportionStatistic.class,
          RankStatistic.class,
          TTestStatistic.class,
          CovarianceStatistic.class,
          SpearmanStatistic.class,
          CoxStatistic.class,
          DescribeStatistic.class,
          TableOneStatistic.class,
          GlmModel.class,
          GlmStatistic.class,
          Grid.class,
          LinearStatistic.class,
          MantelHaenszelStatistic.class,
          MetaStatistic.class,
          MetaTerm.class,
          MultinomialStatistic.class,
          HistogramStatistic.class,
          QuantileRange.class,
          QuantileStatistic.class,
          TopStatistic.class,
          DisclosureRules.class,
          StudyStatistic.class,
          KaplanMeierStatistic.class,
          LogRankStatistic.class,
          TimeGrid.class,
          CrossTabStatistic.class,
          FederatedStudy.class,
          MetaAnalysis.class,
          FederatedKaplanMeier.class,
          FederatedLogRankTest.class,
          Category.class,
          BaseRate.class,
          BaseRateReport.class,
          Calibration.class,
          GroupFairness.class,
          Impossibility.class,
          GroupBands.class,
          GroupCounter.class,
          GroupCounts.class,
          MetricFrame.class,
          StatisticalBias.class,
          AuditReport.class,
          AuditSection.class,
          AuditSections.class,
          FairnessSections.class,
          ModelCard.class,
          ShiftSections.class,
          ShiftStudy.class,
          ReferenceStatistics.class,
          CertifiedAccuracy.class,
          RobustnessStudy.class);

  private static final Set<String> NAMES =
      ALL.stream().map(Class::getName).collect(Collectors.toUnmodifiableSet());

  private OpenClasses() {}

  static boolean has(Class<?> type) {
    return NAMES.contains(type.getName());
  }
}
