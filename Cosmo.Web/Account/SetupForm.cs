namespace Cosmo.Web.Account;

/// <summary>What the first person says about themselves and the business.</summary>
public sealed class SetupForm
{
    /// <summary>The code from the console; proves that whoever asks also runs the program.</summary>
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public string Email { get; set; } = "";
    public string Password { get; set; } = "";
    public string Business { get; set; } = "";

    /// <summary>Fill the program with an example to look around in.</summary>
    public bool LoadSample { get; set; }
}
