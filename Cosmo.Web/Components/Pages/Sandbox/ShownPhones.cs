namespace Cosmo.Web.Components.Pages.Sandbox;

/// <summary>Which phones of one side are in view: the one chosen last, and beside it, where there is room, the one before.</summary>
public sealed class ShownPhones
{
    private string? _active;
    private string? _beside;

    /// <summary>Whose phone it is that suggestions are sent from.</summary>
    public string? Active => _active;

    /// <summary>Puts the phone in view; it takes the place of the one that was chosen longest ago.</summary>
    public void Choose(string person) =>
        (_active, _beside) = person == _active ? (_active, _beside) : (person, _active ?? _beside);

    /// <summary>Where the person's phone stands: "active", "beside", or null while it is out of view.</summary>
    public string? Place(string person) =>
        person == _active ? "active" : person == _beside ? "beside" : null;
}
