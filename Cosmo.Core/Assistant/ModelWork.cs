namespace Cosmo.Core.Assistant;

/// <summary>What a model was asked for, whatever came of it.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Tokens">What it counted, the unusable answers as well; null where nothing was counted.</param>
/// <param name="FellBack">It did not answer usably, and the built-in engine stood in.</param>
public sealed record ModelWork(string Model, TokenUse? Tokens, bool FellBack);
