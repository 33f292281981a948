namespace Cosmo.Core.Storage;

/// <summary>The program does not start with this database. The message says why, and what to do, to whoever starts it.</summary>
public sealed class DatabaseRefusedException : Exception
{
    /// <inheritdoc/>
    public DatabaseRefusedException(string message, Exception? because = null)
        : base(message, because)
    {
    }
}
