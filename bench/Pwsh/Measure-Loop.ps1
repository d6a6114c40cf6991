<#
.SYNOPSIS
    Adds mailboxes with New-NpMailbox, in a loop of Invoke-RestMethod and with ForEach-Object -Parallel, in turns, and writes how many
    each added in a second: one line for each round, after one of a tenth that does not count.
#>
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [uri] $Panel,
    [Parameter(Mandatory)] [string] $BodyFile,
    [Parameter(Mandatory)] [string] $PasswordHash,
    [Parameter(Mandatory)] [int] $Rows,
    [Parameter(Mandatory)] [int] $LoopRows,
    [Parameter(Mandatory)] [int] $ThrottleLimit,
    [Parameter(Mandatory)] [int] $Rounds
)

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Import-Module $Module
$null = Connect-NpPanel $Panel -Credential ([pscredential]::new('bench', (ConvertTo-SecureString bench -AsPlainText -Force)))

# What is sent lies ready for the loops: they are not to be measured by how a body is put together.
$bodies = [IO.File]::ReadAllLines($BodyFile)
$mailboxes = foreach ($number in 0..($Rows - 1)) {
    [pscustomobject]@{ Email = "user$number@bench$($number % 10).test"; PasswordHash = $PasswordHash; Name = 'Somebody'; Quota = '1GB' }
}
$call = @{ Uri = "${Panel}?mail_user_add"; Method = 'Post'; ContentType = 'application/json' }

function Measure-Speed([int] $Count, [scriptblock] $Work) {
    [GC]::Collect()
    $clock = [Diagnostics.Stopwatch]::StartNew()
    . $Work
    ($Count / $clock.Elapsed.TotalSeconds).ToString('f1', [cultureinfo]::InvariantCulture)
}

foreach ($round in 0..$Rounds) {
    $many = $round ? $Rows : [Math]::Max(1, [int]($Rows / 10))
    $few = $round ? $LoopRows : [Math]::Max(1, [int]($LoopRows / 10))
    $someMailboxes = $mailboxes[0..($many - 1)]
    $someBodies = $bodies[0..($few - 1)]
    $speeds = @(
        Measure-Speed $many { $someMailboxes | New-NpMailbox -ThrottleLimit $ThrottleLimit | Out-Null }
        Measure-Speed $few { foreach ($body in $someBodies) { $null = Invoke-RestMethod @call -Body $body } }
        Measure-Speed $few { $someBodies | ForEach-Object -ThrottleLimit $ThrottleLimit -Parallel { $call = $using:call; $null = Invoke-RestMethod @call -Body $_ } }
    )
    if ($round) { $speeds -join ' ' }
}
