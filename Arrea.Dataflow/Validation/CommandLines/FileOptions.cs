namespace Arrea.Dataflow.Validation.CommandLines;

/// <summary>Options of the commands that work on files and text, as <see cref="OptionTable"/> reads them.</summary>
internal static class FileOptions
{
    public const string Lines = """
        rm . . recursive force interactive== one-file-system no-preserve-root preserve-root== dir verbose help version
        rmdir . . ignore-fail-on-non-empty parents verbose help version
        mv . t:S: backup== force interactive no-clobber exchange no-copy suffix= target-directory= no-target-directory update== verbose context== strip-trailing-slashes help version
        cp . t:S: archive attributes-only backup== copy-contents force interactive link dereference no-clobber no-dereference preserve== no-preserve= parents recursive reflink== remove-destination sparse= strip-trailing-slashes symbolic-link suffix= target-directory= no-target-directory update== verbose one-file-system context== help version
        install . g:m:o:S:t: backup== compare directory group= mode= owner= preserve-timestamps strip strip-program=! suffix= target-directory= no-target-directory verbose context== help version
        ln . S:t: backup== directory force interactive logical no-dereference physical relative symbolic suffix= target-directory= no-target-directory verbose help version
        chmod . . changes quiet silent verbose dereference no-dereference no-preserve-root preserve-root recursive reference= help version
        chown,chgrp . . changes quiet silent verbose dereference no-dereference from= no-preserve-root preserve-root recursive reference= help version
        chattr . p:v:
        setfacl . m:M:x:X: modify= modify-file= remove= remove-file= set= set-file= restore= recursive remove-all remove-default default
        dd =
        shred . n:s: force iterations= random-source= size= remove== verbose exact zero help version
        truncate . r:s: no-create io-blocks reference= size= help version
        fallocate . l:o: length= offset= punch-hole dig-holes zero-range
        tee . . append ignore-interrupts output-error== help version
        touch . d:r:t: no-create date= no-dereference reference= time= help version
        mkdir . m: mode= parents verbose context== help version
        mkfifo . m: mode=
        mknod . m: mode=
        mktemp . p:: directory dry-run quiet suffix= tmpdir== help version
        cat . . show-all number-nonblank show-ends number squeeze-blank show-tabs show-nonprinting help version
        basename . s: suffix= multiple zero help version
        head,tail . c:n:s: bytes= lines= quiet silent verbose zero-terminated follow== pid= retry sleep-interval= help version
        sort . k:o:S:t:T: key= output= buffer-size= field-separator= temporary-directory= compress-program=? files0-from= parallel= batch-size= random-source= reverse unique numeric-sort check== merge stable zero-terminated
        uniq . f:s:w: count repeated skip-fields= skip-chars= check-chars= zero-terminated
        cut . b:c:d:f: bytes= characters= delimiter= fields= complement output-delimiter= zero-terminated
        paste . d: delimiters= serial
        tr . . complement delete squeeze-repeats truncate-set1
        fold . w: width=
        split . a:b:C:l:n:t: suffix-length= additional-suffix= bytes= line-bytes= lines= number= filter=! separator=
        csplit . b:f:n: prefix= digits= suffix-format=
        wc . . bytes chars lines words max-line-length files0-from= total=
        nl . b:d:f:h:i:l:n:s:v:w:
        od,hexdump . A:j:N:S:t:w::e:f:n:s:
        xxd - . c= cols= g= l= len= o= s= seek= n= name= r p ps plain revert postscript u i b e
        base64,base32,basenc . w: decode ignore-garbage wrap= base64url base32hex base16 z85
        grep,egrep,fgrep,zgrep . A:B:C:D:d:e:f:m: regexp= file= after-context= before-context= context= max-count= include= exclude= exclude-from= exclude-dir= color== colour== label= binary-files= devices= directories= recursive dereference-recursive ignore-case invert-match word-regexp line-regexp count files-with-matches files-without-match line-number null null-data only-matching quiet silent fixed-strings extended-regexp perl-regexp
        rg . A:B:C:E:M:T:e:f:g:j:m:r:t: pre=! pre-glob= hostname-bin=! regexp= file= glob= iglob= type= type-not= max-count= context= after-context= before-context= replace= sort= sortr= threads= encoding= color= colors= max-depth= max-columns= ignore-file= engine= path-separator= search-zip null files files-with-matches hidden no-ignore
        ag . A:B:C:G:g:m:p: pager=? ignore= ignore-dir= depth= after== before== context==
        ack . A:B:C:g:m: pager=? type= ignore-dir= match=
        diff . C:F:I:L:U:W:x:X: label= exclude= exclude-from= unified== context== color==
        sdiff . o:I:w: diff-program=! output=
        diff3 . L: diff-program=!
        patch . B:b:D:d:F:g:i:o:p:r:V:x:Y:z: directory= input= output= strip= prefix= suffix= fuzz=
        cmp . i:n: ignore-initial= bytes=
        comm,join . . output-delimiter=
        ls,dir,vdir . I:T:w: ignore= hide= sort= time= format= color== block-size= time-style= quoting-style= tabsize= width= indicator-style= hyperlink==
        du . B:d:t:X: max-depth= block-size= threshold= exclude= exclude-from= files0-from= time==
        df . B:t:x: type= exclude-type= block-size= output==
        stat . c:f: format= printf=
        tree . H:I:L:o:P:T: filelimit= charset= sort==
        find -x . exec=; execdir=; ok=; okdir=; name= iname= path= ipath= wholename= iwholename= regex= iregex= regextype= lname= ilname= type= xtype= size= mtime= atime= ctime= mmin= amin= cmin= newer= anewer= cnewer= newermt= newerat= newerct= newermm= perm= user= group= uid= gid= maxdepth= mindepth= depth= samefile= inum= links= fstype= used= context= fprint= fprint0= fls= printf= files0-from= delete print print0 ls prune quit or and not a o follow xdev mount empty readable writable executable true false nouser nogroup daystart noleaf noignore_readdir_race ignore_readdir_race
        fd,fdfind . c:d:e:E:j:o:S:t:x;X; exec=; exec-batch=; extension= exclude= type= max-depth= min-depth= exact-depth= size= changed-within= changed-before= owner= color= threads= max-results= base-directory= search-path= ignore-file= format= path-separator= hidden no-ignore glob full-path absolute-path print0
        locate . d:l:n: database= limit=
        tar t b:C:f:F:!g:H:I:?K:L:N:T:V:X: checkpoint== checkpoint-action= to-command=! use-compress-program=? info-script=! new-volume-script=! rsh-command=! rmt-command=! directory= file= files-from= exclude= exclude-from= transform= xform= strip-components= owner= group= mode= mtime= one-top-level== format= label= blocking-factor= newer= newer-mtime= after-date= starting-file= suffix= backup== create extract get list append update delete absolute-names overwrite recursive-unlink unlink-first remove-files gzip bzip2 xz zstd verbose
        cpio . C:D:E:F:H:I:M:O:R: rsh-command=! directory= file= format= owner= pattern-file= extract create pass-through
        zip . b:i:n:O:P:s:t:x: unzip-command=! temp-path= recurse-paths test move
        unzip . d:P:x:
        7z,7za,7zr . .
        gzip,gunzip,zcat,bzip2,bunzip2,bzcat,xz,unxz,xzcat,zstd,unzstd,zstdcat,lz4 . S:T:o: suffix= threads= keep force stdout decompress recursive rm
        rsync . B:e:?f:M:T: rsh=? rsync-path=! filter= exclude= exclude-from= include= include-from= files-from= temp-dir= compare-dest= copy-dest= link-dest= backup-dir= suffix= chmod= chown= bwlimit= max-size= min-size= max-delete= partial-dir= timeout= port= password-file= log-file= out-format= info= debug= usermap= groupmap= address= protocol= compress-level= skip-compress= block-size= early-input= remote-option= delete delete-before delete-during delete-delay delete-after delete-excluded archive recursive verbose compress dry-run relative update inplace progress remove-source-files
        logrotate . l:m:!s: mail=! state= log= force verbose debug
        tcpdump - . z=! w= r= i= c= C= G= W= s= F= Z= y= E=
        wireshark,tshark,dumpcap - . w= r= i= c= X=* Y= f= T= e= E= o=
        strings . n:t:e: bytes= radix= encoding=
        file . m:f:F:e:P: magic-file= files-from= separator=
        shuf . e:i:n:o: echo head-count= input-range= output= random-source=
        seq . f:s: format= separator= equal-width
        date . d:f:r:s:I:: date= file= reference= set= iso-8601== rfc-3339= utc
        jq . f: arg= argjson= slurpfile= rawfile= from-file= indent= tab raw-output null-input slurp raw-input args jsonargs exit-status compact-output
        wipefs . o:t:O: all backup force types= offset= output= no-act
        mount . L:N:O:o:t:T:U: options= types= bind label= source= target=
        umount . O:t: types= all force lazy recursive
        losetup . j:o: offset= find show detach= detach-all
        blkdiscard . l:o:p: length= offset= step= force secure zeroout
        cryptsetup . c:d:h:i:l:M:o:s:S:y: key-file= cipher= key-size= type= header= batch-mode
        """;
}
