using System.Runtime.InteropServices;
using Cosmo.Core.Storage;
using Microsoft.Extensions.Hosting;

namespace Cosmo.Core.Work;

/// <summary>
/// Gives memory back to the system once the program comes to rest after much work. The runtime keeps what it once had for
/// the next load; a helpdesk shares its machine with the till and the browser, and rests most of the day
/// (docs/performance.md).
/// </summary>
internal sealed class RestingMemory(TimeProvider clock) : BackgroundService
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>Less was allocated since memory was last given back: there is not enough to gain.</summary>
    public const long LittleWork = 32L << 20;

    /// <summary>A program at rest allocates no more than this in one pause (measured: 0.1 MB with a page open).</summary>
    public const long Rest = 2L << 20;

    private long _before;
    private long _atReturn;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Pause, clock);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (IsDue(GC.GetTotalAllocatedBytes()))
                    GiveBack();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program ends, or never came up and is disposed unstopped: the host would call that a failure.
        }
    }

    private static void GiveBack()
    {
        KeptConnections.Rest();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        // What SQLite has freed stays with the C library until it is asked (malloc_trim(3), glibc only).
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out var trim))
            _ = Marshal.GetDelegateForFunctionPointer<MallocTrim>(trim)(0);
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int MallocTrim(nuint pad);

    /// <summary>True once after much work, when nothing much was done since the last look.</summary>
    /// <param name="allocated">Bytes that the process ever allocated, at the end of a pause.</param>
    internal bool IsDue(long allocated)
    {
        var inPause = allocated - _before;
        _before = allocated;
        if (inPause > Rest || allocated - _atReturn < LittleWork)
            return false;
        _atReturn = allocated;
        return true;
    }
}
