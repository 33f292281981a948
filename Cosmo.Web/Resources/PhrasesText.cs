namespace Cosmo.Web.Resources;

/// <summary>Marks the texts of the page of the phrasebook, which stand beside this file.</summary>
public sealed class PhrasesText;
