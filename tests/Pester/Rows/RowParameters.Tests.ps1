# Which parameters of New- and Set- cmdlets a row sets.
Describe 'A row' {
    BeforeAll { . (Join-Path $PSScriptRoot '../Shared/SpecPanel.ps1') }
    BeforeEach {
        Reset-SpecPanel
        $null = Connect-SpecPanel
    }
    AfterAll { Stop-SpecPanel }

    It 'sets every parameter of a New- or Set- cmdlet, unless there is a reason' {
        # Parameters of the command as a whole.
        $ofCommand = @{
            InputObject      = 'the row'
            Id               = 'names the record of a line; in rows, the column Id says the same'
            Panel            = 'a command works on one panel'
            ThrottleLimit    = 'how the command runs'
            Journal          = 'how the command runs'
            TotalCount       = 'how the command runs'
            PassThru         = 'what the command returns'
            SkipExisting     = 'how the command treats all rows'
            EnforceLimit     = 'how the command treats all rows'
            Force            = 'how the command treats all rows'
            GeneratePassword = 'how the command treats all rows'
            IgnoreUnknownColumn = 'how the command treats all rows'
            Rest             = 'what is left on the command line, which is an error'
        }
        $ofCmdlet = @{
            'New-NpDkimKey'          = @{ KeyLength = 'makes a key and reads no rows'; Selector = 'makes a key and reads no rows' }
            'New-NpHostedDomain'     = @{ KeepPartial = 'how the command treats all rows' }
            'New-NpSiteAddress'      = @{ Address = 'the same for all sites' }
            'Set-NpAcmeChallenge'    = @{ NoWait = 'how the command runs'; Server = 'the same for all names'; TimeoutSec = 'how the command runs' }
            'Set-NpDkim'             = @{ KeyLength = 'the same for all domains'; NewKey = 'the same for all domains'; NoRecord = 'the same for all domains'; Rotate = 'what the command does'; RemoveExpired = 'what the command does'; KeepOldFor = 'the same for all domains'; Server = 'the same for all domains'; TimeoutSec = 'how the command runs' }
            'Set-NpDmarc'            = @{ Server = 'the same for all domains'; AuthorizeReports = 'the same for all domains' }
            'Set-NpMailClientRecord' = @{ Protocol = 'the same for all domains' }
            'Set-NpSpf'              = @{ Server = 'the same for all domains' }
            'Set-NpDnssec'           = @{ Algorithm = 'the same for all zones'; Enabled = 'the same for all zones' }
            'Set-NpWebsiteCertificate' = @{ Wait = 'the same for all websites'; TimeoutSec = 'the same for all websites' }
            'Set-NpConfigValue'      = @{ Mode = 'the same for all values' }
            'Set-NpDnsRecord'        = @{ Record = 'names the record on the command line'; Name = 'read from the row'; Value = 'read from the row'; Priority = 'read from the row'; Ttl = 'read from the row'; Active = 'read from the row' }
            'Set-NpRecordPermission' = @{ Record = 'the pipeline' } + @{}
        }
        foreach ($name in 'Table', 'IdColumn', 'Id', 'Client', 'UserId', 'GroupId', 'UserPermission', 'GroupPermission') { $ofCmdlet['Set-NpRecordPermission'][$name] = 'takes records from the pipeline, and no rows' }
        foreach ($name in (Get-Command Set-NpPlatform).Parameters.Keys -ne 'Panel') { ($ofCmdlet['Set-NpPlatform'] ??= @{})[$name] = 'changes a file on this computer, and reads no rows' }
        $common = [System.Management.Automation.Cmdlet]::CommonParameters + [System.Management.Automation.Cmdlet]::OptionalCommonParameters
        $read = 0
        $commands = Get-Command -Module Nodepoint -Verb New, Set
        $ignored = foreach ($command in $commands) {
            foreach ($parameter in $command.Parameters.Values | Where-Object Name -notin $common) {
                $fromRow = $parameter.Attributes.Where({ $_.PSObject.Properties['FromRow'] -and $_.FromRow }) -or $parameter.ParameterSets.Values.ValueFromPipelineByPropertyName -contains $true
                $reason = $ofCommand[$parameter.Name] ?? $ofCmdlet[$command.Name]?[$parameter.Name]
                if ($fromRow) {
                    $read++
                    if ($ofCmdlet[$command.Name]?[$parameter.Name]) { "$($command.Name) -$($parameter.Name) is read from rows, and is in the list" }
                }
                elseif (-not $reason) { "$($command.Name) -$($parameter.Name)" }
            }
        }
        $ignored | Should -BeNullOrEmpty
        $read | Should -BeGreaterThan 1000
        Write-Host "$(@($commands).Count) cmdlets, $read parameters that rows set."
    }

    It 'moves what Set- changes to the client in its column Client' {
        'a.test', 'b.test', 'c.test' | ForEach-Object { $null = New-NpDomain $_ -Client acme }
        $rows = [pscustomobject]@{ Domain = 'a.test'; Client = 'small' }, [pscustomobject]@{ Domain = 'b.test'; Client = 'acme' }, [pscustomobject]@{ Domain = 'c.test'; Client = '' }
        $said = $rows | Set-NpDomain -Verbose -ErrorVariable problems -ErrorAction SilentlyContinue 4>&1 | Out-String
        (Get-NpClient small | Get-NpDomain).Domain | Should -Be 'a.test'
        (Get-NpClient acme | Get-NpDomain).Domain | Should -Be 'b.test', 'c.test'
        # The owner of b.test is the same, and an empty cell is no change.
        $said | Should -BeLike '*b.test has these values already*'
        @($problems).Count | Should -Be 1
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'NothingGiven*'
    }

    It 'that is a record of the panel moves nothing' {
        $null = New-NpMailDomain a.test -Client acme
        $record = Get-NpMailDomain a.test
        $record.Client | Should -Be acme
        Set-NpMailDomain a.test -Client small
        Get-NpMailDomain a.test | Set-NpMailDomain -Client acme
        $record | Set-NpMailDomain -Active $false
        (Get-NpClient acme | Get-NpMailDomain).Active | Should -BeFalse
    }

    It 'sets the schedule of a cron job' {
        $null = New-NpWebsite shop.test -Client acme
        $null = New-NpCronJob https://shop.test/cron.php -Website shop.test -Schedule '0 1 * * *'
        [pscustomobject]@{ Command = 'https://shop.test/cron.php'; Schedule = '30 2 * * 0' } | Set-NpCronJob
        "$((Get-NpCronJob).Schedule)" | Should -Be '30 2 * * 0'
    }

    It 'decides alone whether its name gets a prefix' {
        $null = New-NpWebsite shop.test -Client acme
        $rows = foreach ($row in @('one', 'yes'), @('two', ''), @('three', 'no')) { [pscustomobject]@{ Username = $row[0]; NoPrefix = $row[1]; Website = 'shop.test'; Password = 'Ft-Pw-123!' } }
        (($rows | New-NpFtpUser).Username -join ' ') | Should -Be 'one acmetwo acmethree'
        $changes = [pscustomobject]@{ Username = 'acmetwo'; NewUsername = 'four'; NoPrefix = 'yes' }, [pscustomobject]@{ Username = 'acmethree'; NewUsername = 'five'; NoPrefix = '' }
        $changes | Set-NpFtpUser
        ((Get-NpFtpUser).Username | Sort-Object) -join ' ' | Should -Be 'acmefive four one'
    }
}
