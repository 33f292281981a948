using Cosmo.Core.Team;

namespace Cosmo.Web.Account;

/// <summary>Something that a feature does once, right after the first owner was made. Register any number of them.</summary>
public interface ISetupStep
{
    /// <summary>Runs after the owner is stored; an exception is shown as a failure of the setup.</summary>
    /// <param name="owner">The new owner.</param>
    /// <param name="form">What was filled in, among it whether the sample business is wanted.</param>
    /// <param name="cancel">Ends with the request.</param>
    Task RunAsync(Member owner, SetupForm form, CancellationToken cancel);
}
