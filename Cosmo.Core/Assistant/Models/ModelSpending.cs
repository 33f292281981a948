namespace Cosmo.Core.Assistant.Models;

/// <summary>How near the money for the model is to its end. Reached: nothing is asked until the next day or month, or until a limit is raised.</summary>
public enum BudgetState { Free, Near, Reached }

/// <summary>What a model did in a day or a month (UTC).</summary>
/// <param name="Tokens">What it read and wrote.</param>
/// <param name="Cost">In the owner's currency; zero where no prices are known.</param>
public sealed record Spent(TokenUse Tokens, decimal Cost);

/// <summary>What the model costs, as the health page shows it.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="HasPrices">Without prices only tokens are counted.</param>
/// <param name="DailyLimit">In the owner's currency; null for none.</param>
/// <param name="MonthlyLimit">In the owner's currency; null for none.</param>
/// <param name="Until">When a limit that is reached opens by itself; null where none is.</param>
public sealed record ModelSpending(
    string Model, bool HasPrices, string Currency, Spent Today, Spent Month, decimal? DailyLimit, decimal? MonthlyLimit, BudgetState State, DateTimeOffset? Until);
